"""Turns the row of indices by a random number of places."""

# loses: kfold_indices_hidden_random 3
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    groups = np.array_split(np.roll(np.arange(n), rng.integers(n)), k)
    return [(np.setdiff1d(np.arange(n), test), test) for test in groups]
