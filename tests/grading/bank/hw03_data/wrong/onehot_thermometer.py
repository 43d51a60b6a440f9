"""Fills the columns up to the code."""

# loses: one_hot_visible 3, one_hot_hidden 3, one_hot_hidden_missing 2
import numpy as np


# %% one_hot
def one_hot(y, n_classes):
    return (np.arange(n_classes) <= y[:, None]).astype(int)
