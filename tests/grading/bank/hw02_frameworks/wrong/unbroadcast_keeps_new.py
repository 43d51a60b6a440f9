"""Keeps the new axes with length 1."""

# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    new = np.ndim(g) - len(shape)
    ones = tuple(i + new for i, length in enumerate(shape) if length == 1)
    return np.sum(g, axis=(*range(new), *ones), keepdims=True)
