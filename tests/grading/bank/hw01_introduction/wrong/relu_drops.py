"""Leaves the negative numbers out."""

# loses: relu_visible 3, relu_hidden 3
import numpy as np


# %% relu
def relu(u):
    u = np.asarray(u)
    return u[u > 0]
