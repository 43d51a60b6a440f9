"""Counts in 32 bits, where 2,500,050,000 does not fit."""

# loses: n_params_hidden_ends 2
import numpy as np


# %% n_params
def n_params(sizes):
    sizes = np.array(sizes, np.int32)
    return int(np.sum((sizes[:-1] + 1) * sizes[1:], dtype=np.int32))
