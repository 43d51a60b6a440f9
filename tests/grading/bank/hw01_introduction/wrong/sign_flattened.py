"""Returns one long row, whatever came in."""

# loses: sign_pm_hidden_shapes 2
import numpy as np


# %% sign_pm
def sign_pm(u):
    return np.where(np.ravel(u) >= 0, 1, -1)
