"""Counts the tiniest negative numbers as zero."""

# loses: sign_pm_hidden 3
import numpy as np


# %% sign_pm
def sign_pm(u):
    return np.where(np.asarray(u) > -1e-100, 1, -1)
