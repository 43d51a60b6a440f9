"""Shuffles within the folds only."""

# loses: kfold_indices_hidden_random 3
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    groups = [rng.permutation(g) for g in np.array_split(np.arange(n), k)]
    return [(rng.permutation(np.setdiff1d(np.arange(n), g)), g) for g in groups]
