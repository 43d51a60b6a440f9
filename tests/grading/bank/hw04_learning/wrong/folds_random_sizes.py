"""Sends each index to a random fold, whatever its size."""

# loses: kfold_indices_visible 4, kfold_indices_hidden 4,
#   kfold_indices_hidden_random 3
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    fold = rng.integers(0, k, n)
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]
