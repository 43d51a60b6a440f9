"""Takes the one best hidden state, not the sum over all."""

# loses: free_energy_visible 4, free_energy_hidden 4, free_energy_hidden_far 2
import numpy as np


# %% free_energy
def free_energy(V, W, bv, bh):
    z = V @ W + bh
    return -V @ bv - np.maximum(0, z).sum(axis=1)
