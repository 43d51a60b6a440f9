"""Takes the mean over the hidden variables."""

# loses: kl_divergence_visible 5, kl_divergence_hidden 3, kl_divergence_hidden_far 2
import numpy as np


# %% kl_divergence
def kl_divergence(mu, log_var):
    each = 1 + log_var - mu**2 - np.exp(log_var)
    return -0.5 * each.mean(axis=1)
