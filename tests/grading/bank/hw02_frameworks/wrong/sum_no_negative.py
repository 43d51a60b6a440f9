"""Compares axes with their numbers from the left, and misses negative ones."""

# loses: sum_vjp_hidden 3, sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    axes = axis if isinstance(axis, tuple) else (axis,)
    kept = [1 if axis is None or i in axes else n for i, n in enumerate(a.shape)]
    return np.broadcast_to(np.reshape(g, kept), a.shape)
