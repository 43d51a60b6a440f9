"""Raises e to scores of thousands."""

# loses: free_energy_hidden_far 2
import numpy as np


# %% free_energy
def free_energy(V, W, bv, bh):
    z = V @ W + bh
    return -V @ bv - np.log(1 + np.exp(z)).sum(axis=1)
