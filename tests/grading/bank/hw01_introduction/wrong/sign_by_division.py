"""Divides by the absolute value: nan at zero."""

# loses: sign_pm_visible 3, sign_pm_hidden 3
import numpy as np


# %% sign_pm
def sign_pm(u):
    return u / np.abs(u)
