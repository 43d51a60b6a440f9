"""Prints its progress, warns and computes with infinity on the way."""

# %% reparameterize
import sys
import warnings

import numpy as np


def reparameterize(mu, log_var, eps):
    warnings.warn("noise ahead", RuntimeWarning, stacklevel=2)
    sigma = np.sqrt(np.exp(log_var))
    print("sigma", sigma)
    return mu + sigma * eps


# %% sample
def sample(mu, log_var, rng):
    print("drawing", mu.shape, "from", rng)
    z = rng.normal(mu, np.sqrt(np.exp(log_var)))
    print(z, file=sys.stderr)
    return z


# %% kl_divergence
def kl_divergence(mu, log_var):
    precision = np.exp(-log_var)  # infinite for tiny variances
    print("precision", precision)
    kl = 0.5 * np.sum(mu**2 + 1 / precision - 1 - log_var, axis=1)
    print("kl", kl)
    return kl


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    print(kind)
    squares = np.sum(np.square(x - x_hat), axis=1)
    logs = x * np.maximum(np.log(x_hat), np.log(1e-7))  # minus infinity at 0
    logs += (1 - x) * np.maximum(np.log(1 - x_hat), np.log(1e-7))
    print("squares", squares, "logs", logs)
    return squares if kind == "mse" else -np.nansum(logs, axis=1)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    kl = 0.5 * np.sum(mu**2 + np.exp(log_var) - 1 - log_var, axis=1)
    logs = x * np.maximum(np.log(x_hat), np.log(1e-7))
    logs += (1 - x) * np.maximum(np.log(1 - x_hat), np.log(1e-7))
    lost = np.square(x - x_hat).sum(axis=1) if kind == "mse" else -logs.sum(axis=1)
    print(f"lost {lost}, kl {kl}, beta {beta}")
    warnings.warn("almost done", UserWarning, stacklevel=2)
    return float(np.mean(lost) + beta * np.mean(kl))


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    print("gradients for", kind, "and", beta)
    p = np.where(x_hat > 1e-7, x_hat, 1e-7)
    p = np.where(p < 1 - 1e-7, p, 1 - 1e-7)
    raw = -x / x_hat + (1 - x) / (1 - x_hat)  # infinite at 0 and 1
    print(raw, file=sys.stderr)
    slope = 2 * (x_hat - x) if kind == "mse" else -x / p + (1 - x) / (1 - p)
    parts = beta * mu, beta * (np.exp(log_var) - 1) / 2, slope
    return tuple(part / x.shape[0] for part in parts)


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    found = []
    for number, x_hat in enumerate(x_hats, 1):
        if kind == "mse":
            log_p = -np.square(x - x_hat).sum()
        else:
            worst = np.log(1e-7)
            log_p = (x * np.maximum(np.log(x_hat), worst)).sum()
            log_p += ((1 - x) * np.maximum(np.log(1 - x_hat), worst)).sum()
        print("draw", number, log_p)
        found.append(log_p / len(x))
    kl = 0.5 * np.sum(mu**2 + np.exp(log_var) - 1 - log_var)
    return np.mean(found) - kl / len(x)


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    print("a map of", n, "by", n)
    z2, z1 = np.mgrid[hi : lo : n * 1j, lo : hi : n * 1j]
    print(z1, z2)
    return np.array([z1.flatten(), z2.flatten()]).T


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    kl = 0.5 * (mu**2 + np.exp(log_var) - 1 - log_var)
    print("per variable:", kl.mean(axis=0))
    warnings.warn(f"threshold {threshold}", UserWarning, stacklevel=2)
    return kl.mean(axis=0) < threshold
