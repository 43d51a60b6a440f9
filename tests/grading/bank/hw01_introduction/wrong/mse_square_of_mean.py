"""Squares the mean of the differences."""

# loses: mse_visible 3, mse_hidden 3, mse_hidden_single 2
import numpy as np


# %% mse
def mse(Y, H):
    return np.sum(np.mean(Y - H, axis=0) ** 2)
