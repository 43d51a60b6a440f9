"""Flattens what it was given."""

# loses: sigmoid_hidden 2, sigmoid_hidden_slope 2
import numpy as np


# %% sigmoid
def sigmoid(z):
    e = np.exp(-np.abs(z))
    a = np.where(z >= 0, 1, e) / (1 + e)
    slope = a * (1 - a)
    return a.ravel(), slope.ravel()
