"""Goes from -3 to 3 if nothing is said."""

# loses: latent_grid_visible 3, latent_grid_hidden_ends 2
import numpy as np


# %% latent_grid
def latent_grid(n, lo=-3, hi=3):
    values = np.linspace(lo, hi, n)
    z1, z2 = np.meshgrid(values, values[::-1])
    return np.column_stack([z1.ravel(), z2.ravel()])
