"""Cuts the digits off first."""

# loses: sign_pm_visible 3, sign_pm_hidden 3
import numpy as np


# %% sign_pm
def sign_pm(u):
    return np.where(np.trunc(u) >= 0, 1, -1)
