"""The indices are not shuffled."""

# loses: kfold_indices_hidden_random 3
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    groups = np.array_split(np.arange(n), k)
    return [(np.setdiff1d(np.arange(n), test), test) for test in groups]
