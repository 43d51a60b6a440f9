"""Loops over the first axis only."""

# loses: sign_pm1_hidden_shapes 3
import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.array([1 if v >= 0 else -1 for v in a])
