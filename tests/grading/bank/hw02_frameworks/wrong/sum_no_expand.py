"""Spreads g without putting the axes back."""

# loses: sum_vjp_hidden 3, sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    try:
        return np.broadcast_to(g, a.shape)
    except ValueError:
        return np.broadcast_to(np.expand_dims(g, axis), a.shape)
