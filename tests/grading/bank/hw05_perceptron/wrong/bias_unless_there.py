"""Leaves X alone when its first column is ones already."""

# loses: add_bias_hidden 5
import numpy as np


# %% add_bias
def add_bias(X):
    if np.all(X[:, 0] == 1):
        return X.copy()
    return np.column_stack([np.ones(len(X)), X])
