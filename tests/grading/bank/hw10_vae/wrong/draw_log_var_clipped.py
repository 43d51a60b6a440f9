"""Clips the log-variance, as some listings do."""

# loses: reparameterize_hidden_far 2
import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    sigma = np.exp(np.clip(log_var, -20, 20) / 2)
    return mu + sigma * eps
