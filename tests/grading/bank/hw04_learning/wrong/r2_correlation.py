"""The squared correlation, which forgives any shift."""

# loses: r2_visible 3, r2_hidden 2, r2_hidden_constant 2
import numpy as np


# %% r2
def r2(y, y_hat):
    return np.corrcoef(y, y_hat)[0, 1] ** 2
