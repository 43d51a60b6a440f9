"""Marks in a single row which classes occur."""

# loses: one_hot_visible 3, one_hot_hidden 3, one_hot_hidden_missing 2
import numpy as np


# %% one_hot
def one_hot(y, n_classes):
    H = np.zeros(n_classes)
    H[y] = 1
    return H
