"""Adds a tiny number to a, which is not tiny beside a small a."""

# loses: pointwise_vjp_hidden_log 2
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return g * (a > 0)
    return g / (a + 1e-8) if op == "log" else g * np.exp(a)
