"""Cuts the log-variance at 10, out of habit."""

# loses: vae_loss_hidden_beta 3
import numpy as np


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    log_var = np.clip(log_var, -10, 10)
    if kind == "mse":
        each = (x - x_hat) ** 2
    else:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        each = -(x * np.log(p) + (1 - x) * np.log(1 - p))
    kl = -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=1)
    return (each.sum(axis=1) + beta * kl).mean()
