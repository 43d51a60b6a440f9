"""Augments the first example only."""

# loses: augment_visible 3, augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    return np.append([1.0], X[0])
