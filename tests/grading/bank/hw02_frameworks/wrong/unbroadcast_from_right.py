"""Sums over the last axes, not the first ones."""

# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    while np.ndim(g) > len(shape):
        g = np.sum(g, axis=-1)
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(g, axis=ones, keepdims=True)
