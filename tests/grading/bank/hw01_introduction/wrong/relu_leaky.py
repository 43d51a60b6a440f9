"""Lets a hundredth of the negative numbers pass."""

# loses: relu_visible 3, relu_hidden 3
import numpy as np


# %% relu
def relu(u):
    return np.where(np.asarray(u) > 0, u, 0.01 * np.asarray(u))
