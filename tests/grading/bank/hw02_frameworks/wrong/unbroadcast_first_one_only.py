"""Sums over the first axis of length 1 only."""

# loses: unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    g = np.sum(g, axis=tuple(range(np.ndim(g) - len(shape))))
    if 1 in shape:
        g = np.sum(g, axis=shape.index(1), keepdims=True)
    return g
