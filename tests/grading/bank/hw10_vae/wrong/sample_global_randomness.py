"""Draws from NumPy's own generator."""

# loses: sample_hidden_rng 2
import numpy as np


# %% sample
def sample(mu, log_var, rng):
    eps = np.random.standard_normal(mu.shape)
    return mu + np.exp(log_var / 2) * eps
