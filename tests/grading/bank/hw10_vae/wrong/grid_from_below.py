"""Begins with the lowest row."""

# loses: latent_grid_visible 3, latent_grid_hidden 3
import numpy as np


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    values = np.linspace(lo, hi, n)
    z1, z2 = np.meshgrid(values, values)
    return np.column_stack([z1.ravel(), z2.ravel()])
