"""Chooses the unsafe form on each side."""

# loses: sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    e = np.exp(np.abs(u))
    return np.where(np.asarray(u) >= 0, e / (1 + e), 1 / (1 + e))
