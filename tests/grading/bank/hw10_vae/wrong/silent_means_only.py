"""Looks at the means alone."""

# loses: collapsed_visible 3, collapsed_hidden 3
import numpy as np


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    kl = (mu**2 + 0 * np.exp(log_var)) / 2
    return kl.mean(axis=0) < threshold
