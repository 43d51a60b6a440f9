"""Adds up in the array of the caller."""

# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    for _ in range(g.ndim - len(shape)):
        for row in g[1:]:
            g[0] += row
        g = g[0]
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(g, axis=ones, keepdims=True)
