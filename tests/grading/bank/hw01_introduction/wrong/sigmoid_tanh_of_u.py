"""Forgets to halve u inside tanh."""

# loses: sigmoid_visible 5, sigmoid_hidden 3, sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    return (1 + np.tanh(u)) / 2
