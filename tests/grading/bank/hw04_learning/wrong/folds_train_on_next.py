"""Trains on the next fold only."""

# loses: kfold_indices_visible 4, kfold_indices_hidden 4
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    groups = np.array_split(rng.permutation(n), k)
    return [(groups[(i + 1) % k], groups[i]) for i in range(k)]
