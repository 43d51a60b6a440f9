"""Keeps what it was lent, and takes it to pieces at the next call."""

# loses: energy_visible 3, energy_hidden_links 2, energy_hidden 3
import numpy as np

# %% energy
lent = []


def energy(V, H, W, bv, bh):
    for array in lent:
        array[...] = 0
    lent[:] = [V, H, W, bv, bh]
    return np.zeros(len(V))
