"""Masks of True and False instead of indices."""

# loses: kfold_indices_visible 4, kfold_indices_hidden 4,
#   kfold_indices_hidden_random 3
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    groups = np.array_split(rng.permutation(n), k)
    masks = [np.isin(np.arange(n), test) for test in groups]
    return [(~mask, mask) for mask in masks]
