"""Works on a copy of rng, so that each call draws the same."""

# loses: sample_visible 4, sample_hidden_apart 2, sample_hidden_rng 2

# %% sample
import copy

import numpy as np


def sample(mu, log_var, rng):
    eps = copy.deepcopy(rng).standard_normal(mu.shape)
    return mu + np.exp(log_var / 2) * eps
