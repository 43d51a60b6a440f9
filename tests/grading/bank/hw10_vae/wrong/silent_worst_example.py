"""Judges by the example with the most."""

# loses: collapsed_hidden 3
import numpy as np


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    kl = (mu**2 + np.exp(log_var) - 1 - log_var) / 2
    return kl.max(axis=0) < threshold
