"""Adds the noise to the means that it was given."""

# loses: reparameterize_visible 3, reparameterize_hidden 3
import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    sigma = np.exp(log_var / 2)
    mu += sigma * eps
    return mu
