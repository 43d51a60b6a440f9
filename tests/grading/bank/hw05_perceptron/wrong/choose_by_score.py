"""Prefers the examples that are most wrong."""

# loses: choose_misclassified_hidden_uniform 5
import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    scores = X @ w
    wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
    if len(wrong) == 0:
        return None
    size = np.abs(scores[wrong]) + 1e-12
    i = rng.choice(wrong, p=size / size.sum())
    return X[i], y[i]
