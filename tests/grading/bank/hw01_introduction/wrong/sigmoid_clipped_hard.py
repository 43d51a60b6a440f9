"""Clips at 5, which can be seen."""

# loses: sigmoid_hidden 3, sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    return 1 / (1 + np.exp(-np.clip(u, -5, 5)))
