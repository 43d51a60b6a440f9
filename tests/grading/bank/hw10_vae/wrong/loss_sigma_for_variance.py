"""Takes the standard deviation for the variance."""

# loses: vae_loss_visible 5, vae_loss_hidden_beta 3
import numpy as np


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    if kind == "mse":
        each = (x - x_hat) ** 2
    else:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        each = -(x * np.log(p) + (1 - x) * np.log(1 - p))
    lost = each.sum(axis=1)
    kl = -0.5 * (1 + log_var - mu**2 - np.exp(log_var / 2)).sum(axis=1)
    return (lost + beta * kl).mean()
