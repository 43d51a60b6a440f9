"""Sums over the first axis in any case."""

# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    return np.resize(np.sum(g, axis=0), shape)
