"""One fold too few."""

# loses: kfold_indices_visible 4, kfold_indices_hidden 4,
#   kfold_indices_hidden_random 3
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    groups = np.array_split(rng.permutation(n), k - 1)
    return [(np.setdiff1d(np.arange(n), test), test) for test in groups]
