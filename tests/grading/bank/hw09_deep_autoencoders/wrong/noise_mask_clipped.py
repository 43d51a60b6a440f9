"""Cuts off what the scaling makes larger than 1."""

# loses: denoising_pair_visible 5, denoising_pair_hidden_mask 3
import numpy as np


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    if kind == "gaussian":
        noisy = np.clip(X + amount * draws, 0, 1)
    elif kind == "mask":
        noisy = np.clip(X * (draws >= amount) / (1 - amount), 0, 1)
    else:
        noisy = np.where(draws < amount, 1.0, X)
        noisy[draws < amount / 2] = 0
    return noisy, X
