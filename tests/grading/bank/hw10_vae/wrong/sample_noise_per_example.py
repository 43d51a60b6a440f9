"""Shares the noise between the variables of an example."""

# loses: sample_hidden_apart 2
import numpy as np


# %% sample
def sample(mu, log_var, rng):
    eps = rng.standard_normal((len(mu), 1))
    return mu + np.exp(log_var / 2) * eps
