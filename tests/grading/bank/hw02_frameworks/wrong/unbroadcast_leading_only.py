"""Sums over new axes, but not over axes of length 1."""

# loses: unbroadcast_visible 4, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    return np.sum(g, axis=tuple(range(np.ndim(g) - len(shape))))
