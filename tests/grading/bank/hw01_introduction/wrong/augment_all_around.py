"""Puts ones on all sides."""

# loses: augment_visible 3, augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    return np.pad(X, 1, constant_values=1)
