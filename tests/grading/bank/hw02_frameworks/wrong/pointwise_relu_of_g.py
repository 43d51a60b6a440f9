"""Shuts the gate where g is negative, not where a is."""

# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden 3
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return np.maximum(g, 0)
    return g / a if op == "log" else g * np.exp(a)
