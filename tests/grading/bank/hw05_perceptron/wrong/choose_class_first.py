"""Draws a label first, then an example that has it."""

# loses: choose_misclassified_hidden_uniform 5
import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    scores = X @ w
    wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
    if len(wrong) == 0:
        return None
    label = rng.choice(np.unique(y[wrong]))
    i = rng.choice(wrong[y[wrong] == label])
    return X[i], y[i]
