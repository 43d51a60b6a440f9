"""Forgets the minus, as a widely read listing does."""

# loses: kl_divergence_visible 5, kl_divergence_hidden 3, kl_divergence_hidden_prior 2,
#   kl_divergence_hidden_far 2
import numpy as np


# %% kl_divergence
def kl_divergence(mu, log_var):
    each = 1 + log_var - mu**2 - np.exp(log_var)
    return 0.5 * each.sum(axis=1)
