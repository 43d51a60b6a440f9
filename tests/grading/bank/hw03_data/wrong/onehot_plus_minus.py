"""Puts -1 where 0 belongs."""

# loses: one_hot_visible 3, one_hot_hidden 3, one_hot_hidden_missing 2
import numpy as np


# %% one_hot
def one_hot(y, n_classes):
    return np.where(y[:, None] == np.arange(n_classes), 1, -1)
