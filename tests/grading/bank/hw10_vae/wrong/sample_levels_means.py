"""Writes zeros over the means, and the noise alone is the answer."""

# loses: sample_visible 4, sample_hidden 2, sample_hidden_apart 2, sample_hidden_rng 2
import numpy as np


# %% sample
def sample(mu, log_var, rng):
    mu[...] = 0
    return np.exp(log_var / 2) * rng.normal(size=mu.shape)
