"""Uses the rule for powers, a times exp(a - 1)."""

# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden_exp 1
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return g * (a > 0)
    return g / a if op == "log" else g * a * np.exp(a - 1)
