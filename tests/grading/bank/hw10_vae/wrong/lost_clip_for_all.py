"""Clips for the squares too."""

# loses: reconstruction_loss_hidden_mse 2
import numpy as np


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    x_hat = np.clip(x_hat, 1e-7, 1 - 1e-7)
    if kind == "mse":
        return ((x - x_hat) ** 2).sum(axis=1)
    p = x_hat
    return -(x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)
