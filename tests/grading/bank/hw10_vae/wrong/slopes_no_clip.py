"""Divides by 0 for answers of 0 and 1."""

# loses: vae_gradients_hidden_clip 1
import numpy as np


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    n = len(x)
    d_mu = beta * mu / n
    d_log_var = beta * (np.exp(log_var) - 1) / 2 / n
    if kind == "mse":
        d_x_hat = 2 * (x_hat - x) / n
    else:
        p = x_hat
        d_x_hat = (p - x) / (p * (1 - p)) / n
    return d_mu, d_log_var, d_x_hat
