"""Moves the numbers by the machine epsilon, so that 0 is not 0."""

# loses: sign_pm1_hidden 3
import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.sign(np.asarray(a) + np.finfo(float).eps)
