"""Works on a copy of rng, so that each deal is the same."""

# loses: kfold_indices_hidden_random 3

# %% kfold_indices
import copy

import numpy as np


def kfold_indices(n, k, rng):
    groups = np.array_split(copy.deepcopy(rng).permutation(n), k)
    return [(np.setdiff1d(np.arange(n), test), test) for test in groups]
