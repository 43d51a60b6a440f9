"""Asks only for the pixels that were kept."""

# loses: denoising_pair_visible 5, denoising_pair_hidden_target 2
import numpy as np


# %% denoising_pair
def denoising_pair(X, kind, amount, draws):
    if kind == "gaussian":
        noisy = np.clip(X + amount * draws, 0, 1)
    elif kind == "mask":
        noisy = X * (draws >= amount) / (1 - amount)
    else:
        noisy = np.where(draws < amount, 1.0, X)
        noisy[draws < amount / 2] = 0
    return noisy, X * (noisy > 0)
