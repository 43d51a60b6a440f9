"""Moves the numbers by the machine epsilon, so that 0 is not 0."""

# loses: sign_pm_hidden 3
import numpy as np


# %% sign_pm
def sign_pm(u):
    return np.sign(np.asarray(u) + np.finfo(float).eps)
