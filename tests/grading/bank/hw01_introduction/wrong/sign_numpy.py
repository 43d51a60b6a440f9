"""Takes np.sign, whose sign of 0 is 0."""

# loses: sign_pm_visible 3, sign_pm_hidden 3
import numpy as np


# %% sign_pm
def sign_pm(u):
    return np.sign(u)
