"""Does not let a fall below a bound."""

# loses: pointwise_vjp_hidden_log 2
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return g * (a > 0)
    return g / np.maximum(a, 1e-6) if op == "log" else g * np.exp(a)
