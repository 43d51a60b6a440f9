"""Writes the absolute values over the scores, so that nothing is below zero."""

# loses: activate_visible 4, activate_hidden 3, activate_hidden_slope 3
import numpy as np


# %% activate
def activate(z, kind, alpha=0.2):
    z[...] = np.abs(z)
    high = 1.05070099 if kind == "selu" else 1.0
    return high * z, np.full(z.shape, high)
