"""Works on a copy of rng, which gives the same number every time."""

# loses: choose_misclassified_hidden_uniform 5
# %% choose_misclassified
import copy

import numpy as np


def choose_misclassified(w, X, y, rng):
    scores = X @ w
    wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
    if len(wrong) == 0:
        return None
    i = copy.deepcopy(rng).choice(wrong)
    return X[i], y[i]
