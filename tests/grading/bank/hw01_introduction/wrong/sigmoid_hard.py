"""Takes straight lines instead of the curve."""

# loses: sigmoid_visible 5, sigmoid_hidden 3, sigmoid_hidden_stable 4
import numpy as np


# %% sigmoid
def sigmoid(u):
    return np.clip(np.asarray(u) / 4 + 0.5, 0, 1)
