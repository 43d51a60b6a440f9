"""Writes the signs into the input."""

# loses: sign_pm_hidden_shapes 2
import numpy as np


# %% sign_pm
def sign_pm(u):
    if np.ndim(u) == 0:
        return 1 if u >= 0 else -1
    positive = u >= 0
    u[positive] = 1
    u[~positive] = -1
    return u
