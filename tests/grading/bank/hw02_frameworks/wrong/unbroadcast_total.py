"""Spreads the sum of everything over the shape."""

# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    return g if g.shape == shape else np.full(shape, np.sum(g))
