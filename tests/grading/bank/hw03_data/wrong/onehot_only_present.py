"""Makes a column only for classes that occur."""

# loses: one_hot_hidden_missing 2
import numpy as np


# %% one_hot
def one_hot(y, n_classes):
    return (y[:, None] == np.unique(y)).astype(int)
