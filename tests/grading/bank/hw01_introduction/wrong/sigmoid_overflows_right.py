"""Takes the second form everywhere."""

# loses: sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    return np.exp(u) / (1 + np.exp(u))
