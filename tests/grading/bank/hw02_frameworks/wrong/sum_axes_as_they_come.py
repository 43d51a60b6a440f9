"""Puts the axes back in the order of the tuple, each where it was at the end."""

# loses: sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    if axis is not None and not keepdims:
        for one in np.atleast_1d(axis):
            g = np.expand_dims(g, int(one))
    return np.broadcast_to(g, np.shape(a)).copy()
