"""Takes tanh, which goes from -1 to 1."""

# loses: sigmoid_visible 5, sigmoid_hidden 3, sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    return np.tanh(u)
