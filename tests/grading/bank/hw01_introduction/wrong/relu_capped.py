"""Cuts off above 10 too."""

# loses: relu_hidden 3
import numpy as np


# %% relu
def relu(u):
    return np.clip(u, 0, 10)
