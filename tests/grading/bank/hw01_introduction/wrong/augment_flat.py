"""Inserts the ones into a flattened array."""

# loses: augment_visible 3, augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    return np.insert(X, 0, 1)
