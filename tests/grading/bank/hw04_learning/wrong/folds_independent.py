"""Draws each test set anew, so they overlap."""

# loses: kfold_indices_visible 4, kfold_indices_hidden 4
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    folds = []
    for i in range(k):
        test = rng.choice(n, n // k + (i < n % k), replace=False)
        folds.append((np.setdiff1d(np.arange(n), test), test))
    return folds
