"""Takes the largest of all numbers."""

# loses: relu_visible 3, relu_hidden 3
import numpy as np


# %% relu
def relu(u):
    return max(0, np.max(u))
