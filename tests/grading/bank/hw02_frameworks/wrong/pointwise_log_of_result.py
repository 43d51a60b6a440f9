"""Divides by the logarithm, not by a."""

# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden_log 2
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return g * (a > 0)
    return g / np.log(a) if op == "log" else g * np.exp(a)
