"""Sums over axes of length 1, but not over new axes."""

# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(g, axis=ones, keepdims=True)
