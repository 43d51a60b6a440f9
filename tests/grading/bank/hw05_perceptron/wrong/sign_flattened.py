"""Loses the shape of the input."""

# loses: sign_pm1_hidden_shapes 3
import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.where(np.ravel(a) >= 0, 1, -1)
