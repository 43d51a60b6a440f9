"""Returns the slope of the ReLU without g."""

# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden 3
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return (a > 0) * 1.0
    return g / a if op == "log" else g * np.exp(a)
