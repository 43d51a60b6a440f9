"""Takes the middle of both slopes where a is 0."""

# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden 3
import numpy as np


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return g * np.heaviside(a, 0.5)
    return g / a if op == "log" else g * np.exp(a)
