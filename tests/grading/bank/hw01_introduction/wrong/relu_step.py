"""Answers 1 instead of the number."""

# loses: relu_visible 3, relu_hidden 3
import numpy as np


# %% relu
def relu(u):
    return np.where(np.asarray(u) > 0, 1, 0)
