"""Computes everything five times, and takes the last."""

import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    for _ in range(5):
        z = mu + np.exp(log_var / 2) * eps
    return z


# %% sample
def sample(mu, log_var, rng):
    for _ in range(5):
        z = np.array(
            [
                [m + np.exp(v / 2) * rng.normal() for m, v in zip(*row, strict=True)]
                for row in zip(mu, log_var, strict=True)
            ]
        )
    return z


# %% kl_divergence
def kl_divergence(mu, log_var):
    for _ in range(5):
        pairs = zip(mu, log_var, strict=True)
        kl = np.array([np.sum(m * m + np.exp(v) - v - 1) / 2 for m, v in pairs])
    return kl


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    for _ in range(5):
        lost = []
        for a, b in zip(x, x_hat, strict=True):
            p = np.clip(b, 1e-7, 1 - 1e-7)
            entropy = -np.sum(a * np.log(p) + (1 - a) * np.log(1 - p))
            lost.append(np.sum((a - b) ** 2) if kind == "mse" else entropy)
    return np.array(lost)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    for _ in range(5):
        losses = []
        for a, b, m, v in zip(x, x_hat, mu, log_var, strict=True):
            p = np.clip(b, 1e-7, 1 - 1e-7)
            entropy = -np.sum(a * np.log(p) + (1 - a) * np.log(1 - p))
            lost = np.sum((a - b) ** 2) if kind == "mse" else entropy
            losses.append(lost + beta * np.sum(m * m + np.exp(v) - v - 1) / 2)
    return sum(losses) / len(losses)


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    for _ in range(5):
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        slope = (p - x) / p / (1 - p) if kind == "bce" else 2 * x_hat - 2 * x
        found = beta * mu, beta * np.exp(log_var) / 2 - beta / 2, slope
    return [part / len(x) for part in found]


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    for _ in range(5):
        bounds = []
        for x_hat in x_hats:
            p = np.clip(x_hat, 1e-7, 1 - 1e-7)
            each = x * np.log(p) + (1 - x) * np.log(1 - p)
            each = -((x - x_hat) ** 2) if kind == "mse" else each
            kl = np.sum(mu**2 + np.exp(log_var) - log_var - 1, axis=1) / 2
            bounds.append(np.mean(np.sum(each, axis=1) - kl))
    return np.mean(bounds)


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    for _ in range(5):
        z1 = np.tile(np.linspace(lo, hi, n), n)
        z2 = np.repeat(np.linspace(hi, lo, n), n)
    return np.array([z1, z2]).T


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    for _ in range(5):
        columns = zip(mu.T, log_var.T, strict=True)
        kl = [np.mean(m * m + np.exp(v) - v - 1) / 2 for m, v in columns]
    return [value < threshold for value in kl]
