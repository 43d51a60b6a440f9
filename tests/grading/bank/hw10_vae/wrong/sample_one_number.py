"""Draws a single number for all."""

# loses: sample_visible 4, sample_hidden 2, sample_hidden_apart 2
import numpy as np


# %% sample
def sample(mu, log_var, rng):
    eps = rng.standard_normal()
    return mu + np.exp(log_var / 2) * eps
