"""Knows two features only."""

# loses: augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    return np.column_stack([np.ones(len(X)), X[:, 0], X[:, 1]])
