"""Puts back one axis only."""

# loses: sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    if axis is not None and not keepdims:
        first = axis[0] if isinstance(axis, tuple) else axis
        g = np.expand_dims(g, first)
    return np.broadcast_to(g, a.shape)
