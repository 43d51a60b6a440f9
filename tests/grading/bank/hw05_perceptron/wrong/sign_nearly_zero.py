"""Counts the tiniest negative numbers as zero."""

# loses: sign_pm1_hidden 3
import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.where(np.asarray(a) > -1e-300, 1, -1)
