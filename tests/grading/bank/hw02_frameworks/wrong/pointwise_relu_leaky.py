"""Lets a little through where a is negative."""

# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden 3
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return np.where(a > 0, g, 0.01 * g)
    return g / a if op == "log" else g * np.exp(a)
