"""Puts the ones behind the other columns."""

# loses: add_bias_visible 3, add_bias_hidden 5
import numpy as np


# %% add_bias
def add_bias(X):
    return np.column_stack([X, np.ones(len(X))])
