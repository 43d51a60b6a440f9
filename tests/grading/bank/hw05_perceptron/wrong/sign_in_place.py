"""Overwrites its input with the signs."""

# loses: sign_pm1_hidden_shapes 3
import numpy as np


# %% sign_pm1
def sign_pm1(a):
    a = np.asarray(a)
    below = a < 0
    a[below] = -1
    a[~below] = 1
    return a
