"""Cuts the log-variance at 10, out of habit."""

# loses: elbo_hidden_kl 1
import numpy as np


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    log_var = np.clip(log_var, -10, 10)
    if kind == "mse":
        log_p = -((x - x_hats) ** 2)
    else:
        p = np.clip(x_hats, 1e-7, 1 - 1e-7)
        log_p = x * np.log(p) + (1 - x) * np.log(1 - p)
    kl = -0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=1)
    return (log_p.sum(axis=2).mean(axis=0) - kl).mean()
