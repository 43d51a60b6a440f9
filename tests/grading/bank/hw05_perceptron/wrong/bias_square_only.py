"""Counts columns where it should count rows."""

# loses: add_bias_hidden 5
import numpy as np


# %% add_bias
def add_bias(X):
    return np.column_stack([np.ones(X.shape[1]), X])
