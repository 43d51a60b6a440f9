"""Puts the axes back although they were kept."""

# loses: sum_vjp_visible 4, sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    if axis is not None:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, a.shape)
