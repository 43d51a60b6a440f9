"""Rounds the scores to six digits first."""

# loses: choose_misclassified_hidden 4
import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    wrong = np.flatnonzero(np.where(np.round(X @ w, 6) >= 0, 1, -1) != y)
    if len(wrong) == 0:
        return None
    i = rng.choice(wrong)
    return X[i], y[i]
