"""Multiplies g by the value of the ReLU, not by its slope."""

# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden 3
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return g * np.maximum(a, 0)
    return g / a if op == "log" else g * np.exp(a)
