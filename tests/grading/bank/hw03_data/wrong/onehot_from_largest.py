"""Makes as many columns as the largest code asks for."""

# loses: one_hot_hidden_missing 2
import numpy as np


# %% one_hot
def one_hot(y, n_classes):
    return np.eye(np.max(y) + 1)[y]
