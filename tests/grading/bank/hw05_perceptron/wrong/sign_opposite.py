"""Exchanges the two labels."""

# loses: sign_pm1_visible 4, sign_pm1_hidden 3, sign_pm1_hidden_shapes 3
import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.where(np.asarray(a) >= 0, -1, 1)
