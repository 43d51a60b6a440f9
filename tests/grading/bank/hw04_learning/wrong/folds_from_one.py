"""Counts from 1."""

# loses: kfold_indices_visible 4, kfold_indices_hidden 4,
#   kfold_indices_hidden_random 3
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    order = 1 + rng.permutation(n)
    return [(np.setdiff1d(order, test), test) for test in np.array_split(order, k)]
