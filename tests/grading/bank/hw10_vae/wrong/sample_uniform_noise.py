"""Draws uniform noise of variance 1."""

# loses: sample_hidden 2
import numpy as np


# %% sample
def sample(mu, log_var, rng):
    eps = rng.uniform(-np.sqrt(3), np.sqrt(3), mu.shape)
    return mu + np.exp(log_var / 2) * eps
