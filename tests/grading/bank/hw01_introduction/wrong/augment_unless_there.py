"""Leaves X alone when its first column is ones already."""

# loses: augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    if np.all(X[:, 0] == 1):
        return X.copy()
    return np.column_stack([np.ones(len(X)), X])
