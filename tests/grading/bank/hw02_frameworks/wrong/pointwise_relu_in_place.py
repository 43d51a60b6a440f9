"""Shuts the gate in the array of the caller."""

# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden 3
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        g[a <= 0] = 0
        return g
    return g / a if op == "log" else g * np.exp(a)
