"""Takes the mean of mu and log_var, then the KL divergence."""

# loses: collapsed_visible 3, collapsed_hidden 3, collapsed_hidden_threshold 2
import numpy as np


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    mu, log_var = mu.mean(axis=0), log_var.mean(axis=0)
    kl = (mu**2 + np.exp(log_var) - 1 - log_var) / 2
    return kl < threshold
