"""Puts several axes back one by one, in the order given, as if from the left."""

# loses: sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    if axis is not None and not keepdims:
        for one in np.atleast_1d(axis)[::-1]:
            g = np.expand_dims(g, int(one))
    return np.broadcast_to(g, a.shape)
