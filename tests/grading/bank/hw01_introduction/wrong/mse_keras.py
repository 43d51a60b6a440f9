"""Averages over the outputs too."""

# loses: mse_visible 3, mse_hidden 3
import numpy as np


# %% mse
def mse(Y, H):
    return np.mean((Y - H) ** 2)
