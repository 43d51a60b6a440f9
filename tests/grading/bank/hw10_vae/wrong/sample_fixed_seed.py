"""Makes a generator of its own with a fixed seed."""

# loses: sample_visible 4, sample_hidden_apart 2, sample_hidden_rng 2
import numpy as np


# %% sample
def sample(mu, log_var, rng):
    eps = np.random.default_rng(0).standard_normal(mu.shape)
    return mu + np.exp(log_var / 2) * eps
