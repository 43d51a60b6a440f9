"""Puts the ones behind the other columns."""

# loses: augment_visible 3, augment_hidden 5
import numpy as np


# %% augment
def augment(X):
    return np.column_stack([X, np.ones(len(X))])
