"""Counts small positive numbers as zero."""

# loses: pointwise_vjp_hidden 3
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return np.where(a > 1e-8, g, 0)
    return g / a if op == "log" else g * np.exp(a)
