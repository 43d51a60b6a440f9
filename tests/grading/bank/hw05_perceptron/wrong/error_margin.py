"""Counts every score that is not on the strictly right side."""

# loses: classification_error_visible 5, classification_error_hidden_boundary 3
import numpy as np


# %% classification_error
def classification_error(w, X, y):
    return int(np.sum(y * (X @ w) <= 0))
