"""Puts a row of ones on top, not a column in front."""

# loses: augment_visible 3, augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    return np.vstack([np.ones(X.shape[1]), X])
