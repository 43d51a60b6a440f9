"""Returns z2 before z1."""

# loses: latent_grid_visible 3, latent_grid_hidden 3
import numpy as np


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    values = np.linspace(lo, hi, n)
    z1, z2 = np.meshgrid(values, values[::-1])
    return np.column_stack([z2.ravel(), z1.ravel()])
