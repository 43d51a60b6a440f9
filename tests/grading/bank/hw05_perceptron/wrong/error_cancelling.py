"""Adds signed differences, so that errors cancel."""

# loses: classification_error_visible 5, classification_error_hidden 4
import numpy as np


# %% classification_error
def classification_error(w, X, y):
    predicted = np.where(X @ w >= 0, 1, -1)
    return abs(int(np.sum(predicted - y))) // 2
