"""Rounds to two digits."""

# loses: sigmoid_visible 5, sigmoid_hidden 3, sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    e = np.exp(-np.abs(u))
    return np.round(np.where(np.asarray(u) >= 0, 1, e) / (1 + e), 2)
