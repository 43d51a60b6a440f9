"""Gives the columns to the classes as they appear."""

# loses: one_hot_visible 3, one_hot_hidden 3, one_hot_hidden_missing 2
import numpy as np


# %% one_hot
def one_hot(y, n_classes):
    order = list(dict.fromkeys(y.tolist()))
    return np.array([[float(order.index(c) == j) for j in range(n_classes)] for c in y])
