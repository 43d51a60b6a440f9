"""Keeps whole numbers only."""

# loses: augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    augmented = np.ones((X.shape[0], X.shape[1] + 1), dtype=int)
    augmented[:, 1:] = X
    return augmented
