"""Puts zeros in front."""

# loses: augment_visible 3, augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    return np.pad(X, ((0, 0), (1, 0)))
