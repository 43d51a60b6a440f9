"""Changes the sign of the array that it was given."""

# loses: sigmoid_visible 3, sigmoid_hidden 2
import numpy as np


# %% sigmoid
def sigmoid(z):
    z *= -1
    a = 1 / (1 + np.exp(z))
    slope = a * (1 - a)
    return a, slope
