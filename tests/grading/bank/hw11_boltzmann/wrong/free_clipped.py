"""Cuts the scores off at 500, so that nothing overflows."""

# loses: free_energy_hidden_far 2
import numpy as np


# %% free_energy
def free_energy(V, W, bv, bh):
    z = V @ W + bh
    return -V @ bv - np.logaddexp(0, np.clip(z, -500, 500)).sum(axis=1)
