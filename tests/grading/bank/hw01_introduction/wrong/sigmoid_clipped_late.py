"""Clips only what is above 1000."""

# loses: sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    return 1 / (1 + np.exp(-np.clip(u, -1000, 1000)))
