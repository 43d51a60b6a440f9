"""Has the sign of x - x_hat."""

# loses: vae_gradients_visible 6, vae_gradients_hidden_mse 2
import numpy as np


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    n = len(x)
    d_mu = beta * mu / n
    d_log_var = beta * (np.exp(log_var) - 1) / 2 / n
    if kind == "mse":
        d_x_hat = 2 * (x - x_hat) / n
    else:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        d_x_hat = (p - x) / (p * (1 - p)) / n
    return d_mu, d_log_var, d_x_hat
