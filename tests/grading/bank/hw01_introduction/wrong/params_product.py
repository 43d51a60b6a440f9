"""Multiplies all sizes."""

# loses: n_params_visible 3, n_params_hidden 3, n_params_hidden_ends 2
import numpy as np


# %% n_params
def n_params(sizes):
    return int(np.prod(sizes, dtype=float))
