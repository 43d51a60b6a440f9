"""Takes powers of 2 instead of e."""

# loses: sigmoid_visible 5, sigmoid_hidden 3, sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    u = np.asarray(u)
    small = 2.0 ** -np.abs(u)
    return np.where(u >= 0, 1, small) / (1 + small)
