"""Compares with labels 0 and 1 that it writes into y."""

# loses: classification_error_visible 5, classification_error_hidden 4
import numpy as np


# %% classification_error
def classification_error(w, X, y):
    y[y == -1] = 0
    return int(np.sum((X @ w >= 0) != y))
