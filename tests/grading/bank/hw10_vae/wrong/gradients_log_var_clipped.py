"""Cuts the log-variance at 20, out of habit."""

# loses: vae_gradients_hidden_log_var 2
import numpy as np


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    n = len(x)
    d_mu = beta * mu / n
    d_log_var = beta * (np.exp(np.clip(log_var, -30, 20)) - 1) / 2 / n
    if kind == "mse":
        return d_mu, d_log_var, 2 * (x_hat - x) / n
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    return d_mu, d_log_var, (p - x) / (p * (1 - p)) / n
