"""Chooses one form for the whole array."""

# loses: sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    if np.ravel(u)[0] >= 0:
        return 1 / (1 + np.exp(-np.asarray(u)))
    return np.exp(u) / (1 + np.exp(u))
