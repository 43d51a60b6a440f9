"""Keeps the indices in one byte."""

# loses: kfold_indices_hidden 4
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    groups = np.array_split(rng.permutation(n).astype(np.uint8), k)
    return [(np.setdiff1d(np.arange(n), test), test) for test in groups]
