"""Counts a score of zero as -1."""

# loses: classification_error_visible 5, classification_error_hidden_boundary 3
import numpy as np


# %% classification_error
def classification_error(w, X, y):
    predicted = np.where(X @ w > 0, 1, -1)
    return int(np.sum(predicted != y))
