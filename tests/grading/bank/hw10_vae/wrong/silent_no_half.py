"""Forgets one half."""

# loses: collapsed_visible 3, collapsed_hidden 3, collapsed_hidden_threshold 2
import numpy as np


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    kl = mu**2 + np.exp(log_var) - 1 - log_var
    return kl.mean(axis=0) < threshold
