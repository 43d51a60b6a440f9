"""Divides infinity by infinity for large numbers."""

# loses: sigmoid_hidden_far 1
import numpy as np


# %% sigmoid
def sigmoid(z):
    a = np.exp(z) / (1 + np.exp(z))
    slope = a * (1 - a)
    return a, slope
