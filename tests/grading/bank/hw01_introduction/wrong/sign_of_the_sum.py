"""Gives one sign for all numbers together."""

# loses: sign_pm_visible 3, sign_pm_hidden 3, sign_pm_hidden_shapes 2
import numpy as np


# %% sign_pm
def sign_pm(u):
    return 1 if np.sum(u) >= 0 else -1
