"""Takes the logarithm of a variance that is 0 in the computer."""

# loses: kl_divergence_hidden_far 2
import numpy as np


# %% kl_divergence
def kl_divergence(mu, log_var):
    each = 1 + np.log(np.exp(log_var) + 1e-10) - mu**2 - np.exp(log_var)
    return -0.5 * each.sum(axis=1)
