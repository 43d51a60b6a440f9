"""Chooses by np.where, which computes both forms."""

# loses: sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    u = np.asarray(u)
    return np.where(u >= 0, 1 / (1 + np.exp(-u)), np.exp(u) / (1 + np.exp(u)))
