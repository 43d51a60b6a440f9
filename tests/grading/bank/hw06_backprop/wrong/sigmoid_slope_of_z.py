"""Takes the slope z (1 - z): the score for the activation."""

# loses: sigmoid_visible 3, sigmoid_hidden_slope 2, sigmoid_hidden_far 1
import numpy as np


# %% sigmoid
def sigmoid(z):
    e = np.exp(-np.abs(z))
    a = np.where(z >= 0, 1, e) / (1 + e)
    slope = z * (1 - z)
    return a, slope
