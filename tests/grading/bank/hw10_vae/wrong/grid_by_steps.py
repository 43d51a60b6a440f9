"""Counts in steps to just beyond the end, which rounding may pass."""

# loses: latent_grid_hidden 3, latent_grid_hidden_ends 2
import numpy as np


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    step = (hi - lo) / (n - 1)
    values = np.arange(lo, hi + step, step)
    z1, z2 = np.meshgrid(values, values[::-1])
    return np.column_stack([z1.ravel(), z2.ravel()])
