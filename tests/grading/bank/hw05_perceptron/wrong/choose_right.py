"""Draws from the examples that are right."""

# loses: choose_misclassified_visible 5, choose_misclassified_hidden 4,
#   choose_misclassified_hidden_uniform 5
import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    predicted = np.where(X @ w >= 0, 1, -1)
    wrong = np.flatnonzero(predicted == y)
    if len(wrong) == 0:
        return None
    i = rng.choice(wrong)
    return X[i], y[i]
