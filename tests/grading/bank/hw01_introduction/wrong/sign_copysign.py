"""Copies the sign bit, which -0.0 has too."""

# loses: sign_pm_hidden 3
import numpy as np


# %% sign_pm
def sign_pm(u):
    return np.copysign(1, u)
