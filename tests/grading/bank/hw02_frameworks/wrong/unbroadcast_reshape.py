"""Cuts the first numbers off and puts them into the shape."""

# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    return np.resize(g, shape)
