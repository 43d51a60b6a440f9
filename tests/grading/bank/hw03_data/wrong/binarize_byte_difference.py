"""Subtracts the threshold from bytes, where 3 - 5 is 254."""

# loses: binarize_visible 3, binarize_hidden 3, binarize_hidden_again 2
import numpy as np


# %% binarize
def binarize(X, threshold=128):
    difference = X - np.asarray(threshold).astype(X.dtype)
    return (difference >= 0).astype(int)
