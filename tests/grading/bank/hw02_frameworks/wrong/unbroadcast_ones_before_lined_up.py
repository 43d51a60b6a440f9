"""Looks for the axes of length 1 from the left before the shapes are lined up."""

# loses: unbroadcast_hidden_ones 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    for i, length in enumerate(shape):
        if length == 1:
            g = np.sum(g, axis=i, keepdims=True)
    return np.sum(g, axis=tuple(range(np.ndim(g) - len(shape))))
