"""Adds a small number before np.sign, so that tiny negatives flip."""

# loses: sign_pm1_hidden 3
import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.sign(a + 1e-12)
