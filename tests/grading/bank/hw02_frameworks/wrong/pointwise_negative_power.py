"""Raises whole numbers to the power -1, which NumPy refuses."""

# loses: pointwise_vjp_hidden_log 2
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return np.where(a > 0, g, 0.0)
    if op == "log":
        return g * a**-1
    return g * np.exp(a)
