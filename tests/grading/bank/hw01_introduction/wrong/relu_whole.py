"""Turns everything into whole numbers."""

# loses: relu_visible 3, relu_hidden 3
import numpy as np


# %% relu
def relu(u):
    return np.maximum(np.asarray(u).astype(int), 0)
