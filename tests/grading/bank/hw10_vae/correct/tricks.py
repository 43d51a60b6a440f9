"""NumPy tricks: stacked arrays, log1p, dot products, unusual indexing."""

import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    return np.add(mu, np.power(np.e, log_var / 2) * eps)


# %% sample
def sample(mu, log_var, rng):
    eps = rng.standard_normal(mu.size).reshape(mu.shape)
    return mu - np.exp(log_var / 2) * eps


# %% kl_divergence
def kl_divergence(mu, log_var):
    terms = np.stack([np.ones_like(mu), log_var, -(mu**2), -np.exp(log_var)])
    return -terms.sum(axis=0) @ np.full(mu.shape[1], 0.5)


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    if kind.startswith("m"):
        return np.diag((x - x_hat) @ (x - x_hat).T)
    p = x_hat.clip(1e-7, 1 - 1e-7)
    return -np.diag(x @ np.log(p).T + (1 - x) @ np.log1p(-p).T)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    if kind.startswith("m"):
        lost = np.trace((x - x_hat) @ (x - x_hat).T)
    else:
        p = x_hat.clip(1e-7, 1 - 1e-7)
        lost = np.vdot(x, -np.log(p)) + np.vdot(1 - x, -np.log1p(-p))
    kl = np.vdot(mu, mu) + np.sum(np.expm1(log_var) - log_var)
    return (lost + 0.5 * beta * kl) / len(mu)


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    n, p = np.size(x, 0), x_hat.clip(1e-7, 1 - 1e-7)
    slope = (x_hat - x) * 2 if kind.startswith("m") else (p - x) / (p - p**2)
    if kind == "bce":  # p - p**2 loses digits near 1
        slope = np.where(p > 0.5, (p - x) / ((1 - p) * p), slope)
    return beta / n * mu, 0.5 * beta / n * np.expm1(log_var), slope / n


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    both = np.broadcast_to(x, x_hats.shape)
    if kind.startswith("m"):
        log_p = -((both - x_hats) ** 2)
    else:
        p = x_hats.clip(1e-7, 1 - 1e-7)
        log_p = both * np.log(p) + (1 - both) * np.log1p(-p)
    kl = (np.vdot(mu, mu) + np.sum(np.expm1(log_var) - log_var)) / 2
    return log_p.mean() * x.shape[1] - kl / len(mu)


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    k = np.arange(n * n)
    steps = np.stack([k % n, n - 1 - k // n], axis=1)
    return lo + (hi - lo) / (n - 1) * steps


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    kl = np.average(0.5 * (mu**2 + np.expm1(log_var) - log_var), axis=0)
    return np.sign(threshold - kl) > 0
