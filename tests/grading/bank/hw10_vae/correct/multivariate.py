"""Draws each example from a normal distribution of several variables."""

import numpy as np


# %% sample
def sample(mu, log_var, rng):
    return np.array(
        [
            rng.multivariate_normal(mean, np.diag(np.exp(logs)))
            for mean, logs in zip(mu, log_var, strict=True)
        ]
    )
