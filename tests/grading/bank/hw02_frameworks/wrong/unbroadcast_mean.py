"""Takes means where it should take sums."""

# loses: unbroadcast_visible 4, unbroadcast_hidden 3, unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    g = np.mean(g, axis=tuple(range(np.ndim(g) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.mean(g, axis=ones, keepdims=True)
