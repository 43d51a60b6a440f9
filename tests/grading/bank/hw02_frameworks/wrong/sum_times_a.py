"""Multiplies g by a."""

# loses: sum_vjp_visible 4, sum_vjp_hidden 3, sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return a * g
