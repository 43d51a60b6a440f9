"""Rounds a random place in the list, so that the ends come half as often."""

# loses: choose_misclassified_hidden_uniform 5
import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    scores = X @ w
    wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
    if len(wrong) == 0:
        return None
    i = wrong[round(rng.random() * (len(wrong) - 1))]
    return X[i], y[i]
