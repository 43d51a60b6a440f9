"""Trains on the test set too."""

# loses: kfold_indices_visible 4, kfold_indices_hidden 4
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    return [(np.arange(n), test) for test in np.array_split(rng.permutation(n), k)]
