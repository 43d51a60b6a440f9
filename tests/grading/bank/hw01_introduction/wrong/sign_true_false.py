"""Returns True and False."""

# loses: sign_pm_visible 3, sign_pm_hidden 3, sign_pm_hidden_shapes 2
import numpy as np


# %% sign_pm
def sign_pm(u):
    return np.asarray(u) >= 0
