"""Takes the mean of X for the threshold."""

# loses: binarize_visible 3, binarize_hidden 3, binarize_hidden_again 2
import numpy as np


# %% binarize
def binarize(X, threshold=128):
    return np.where(np.mean(X) <= X, 1, 0)
