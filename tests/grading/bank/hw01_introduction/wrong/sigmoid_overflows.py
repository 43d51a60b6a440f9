"""Takes the first form everywhere."""

# loses: sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    return 1 / (1 + np.exp(-np.asarray(u)))
