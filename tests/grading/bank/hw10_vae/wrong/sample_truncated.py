"""Draws again what lies beyond two deviations, and stretches the rest."""

# loses: sample_hidden 2
import numpy as np


# %% sample
def sample(mu, log_var, rng):
    eps = rng.standard_normal(mu.shape)
    while (far := np.abs(eps) > 2).any():
        eps[far] = rng.standard_normal(far.sum())
    eps = eps / 0.8796
    return mu + np.exp(log_var / 2) * eps
