"""Takes the codes to start at 1."""

# loses: one_hot_visible 3, one_hot_hidden 3, one_hot_hidden_missing 2
import numpy as np


# %% one_hot
def one_hot(y, n_classes):
    H = np.zeros((len(y), n_classes))
    H[np.arange(len(y)), y - 1] = 1
    return H
