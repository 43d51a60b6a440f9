"""Begins at 1, not at 0."""

# loses: relu_visible 3, relu_hidden 3
import numpy as np


# %% relu
def relu(u):
    return np.maximum(u, 1)
