"""Adds a row of ones on top, not a column."""

# loses: add_bias_visible 3, add_bias_hidden 5
import numpy as np


# %% add_bias
def add_bias(X):
    return np.vstack([np.ones(X.shape[1]), X])
