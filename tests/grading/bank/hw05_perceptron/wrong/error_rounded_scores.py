"""Rounds the scores to six digits first."""

# loses: classification_error_hidden 4
import numpy as np


# %% classification_error
def classification_error(w, X, y):
    scores = np.round(X @ w, 6)
    return int((np.where(scores >= 0, 1, -1) != y).sum())
