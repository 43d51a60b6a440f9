"""Divides by zero where all y are equal."""

# loses: r2_visible 3, r2_hidden_constant 2
import numpy as np


# %% r2
def r2(y, y_hat):
    return 1 - np.sum((y - y_hat) ** 2) / np.sum((y - np.mean(y)) ** 2)
