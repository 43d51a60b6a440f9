"""Turns everything into whole numbers."""

# loses: add_bias_hidden 5
import numpy as np


# %% add_bias
def add_bias(X):
    Z = np.ones((X.shape[0], X.shape[1] + 1), dtype=int)
    Z[:, 1:] = X
    return Z
