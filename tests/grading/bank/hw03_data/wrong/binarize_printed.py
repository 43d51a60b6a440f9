"""Prints the answer instead of returning it."""

# loses: binarize_visible 3, binarize_hidden 3, binarize_hidden_again 2
import numpy as np


# %% binarize
def binarize(X, threshold=128):
    print((np.asarray(X) >= threshold).astype(int))
