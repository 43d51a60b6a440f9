"""A value equal to the threshold counts as 0."""

# loses: binarize_visible 3, binarize_hidden 3
import numpy as np


# %% binarize
def binarize(X, threshold=128):
    return np.where(np.asarray(X) > threshold, 1, 0)
