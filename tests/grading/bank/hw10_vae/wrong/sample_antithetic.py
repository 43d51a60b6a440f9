"""Gives the second half of a batch the opposite noise of the first."""

# loses: sample_hidden_apart 2
import numpy as np


# %% sample
def sample(mu, log_var, rng):
    half = rng.standard_normal((len(mu) - len(mu) // 2, *mu.shape[1:]))
    eps = np.concatenate([half, -half])[: len(mu)]
    return mu + np.exp(log_var / 2) * eps
