"""A tolerance makes very small negative numbers positive."""

# loses: sign_pm1_hidden 3
import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.where(np.asarray(a) >= -1e-9, 1, -1)
