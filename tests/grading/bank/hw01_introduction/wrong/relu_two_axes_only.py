"""Walks through rows and columns, so it needs a table."""

# loses: relu_visible 3, relu_hidden 3
import numpy as np


# %% relu
def relu(u):
    return np.array([[max(0, number) for number in row] for row in u])
