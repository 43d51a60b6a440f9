"""Takes the variance for the standard deviation."""

# loses: reparameterize_visible 3, reparameterize_hidden 3, reparameterize_hidden_far 2
import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    sigma = np.exp(log_var)
    return mu + sigma * eps
