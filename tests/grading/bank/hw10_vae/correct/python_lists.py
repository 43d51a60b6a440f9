"""Returns nested lists and Python numbers."""

# %% reparameterize
from math import exp, log

import numpy as np


def reparameterize(mu, log_var, eps):
    rows = zip(mu.tolist(), log_var.tolist(), eps.tolist(), strict=True)
    return [[m + exp(v / 2) * e for m, v, e in zip(*row, strict=True)] for row in rows]


# %% sample
def sample(mu, log_var, rng):
    z = []
    for means, logs in zip(mu.tolist(), log_var.tolist(), strict=True):
        pairs = zip(means, logs, strict=True)
        z.append([m + exp(v / 2) * rng.standard_normal() for m, v in pairs])
    return z


# %% kl_divergence
def kl_divergence(mu, log_var):
    rows = zip(mu.tolist(), log_var.tolist(), strict=True)
    return [
        sum(0.5 * (m**2 + exp(v) - v - 1) for m, v in zip(*row, strict=True))
        for row in rows
    ]


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    def lost(a, p):
        if kind == "mse":
            return (a - p) ** 2
        p = sorted([1e-7, p, 1 - 1e-7])[1]
        return -a * log(p) - (1 - a) * log(1 - p)

    rows = zip(x.tolist(), x_hat.tolist(), strict=True)
    return [sum(lost(a, p) for a, p in zip(*row, strict=True)) for row in rows]


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    def lost(a, p):
        if kind == "mse":
            return (a - p) ** 2
        p = sorted([1e-7, p, 1 - 1e-7])[1]
        return -a * log(p) - (1 - a) * log(1 - p)

    pixels = zip(x.ravel().tolist(), x_hat.ravel().tolist(), strict=True)
    codes = zip(mu.ravel().tolist(), log_var.ravel().tolist(), strict=True)
    kl = sum(m**2 / 2 + exp(v) / 2 - v / 2 - 0.5 for m, v in codes)
    return (sum(lost(a, p) for a, p in pixels) + beta * kl) / len(x)


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    n = len(x)
    p = np.minimum(np.maximum(x_hat, 1e-7), 1 - 1e-7)
    slopes = {"mse": 2 * x_hat - 2 * x, "bce": (1 - x) / (1 - p) - x / p}
    return [
        (mu / n * beta).tolist(),
        ((np.exp(log_var) / 2 - 0.5) / n * beta).tolist(),
        (slopes[kind] / n).tolist(),
    ]


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    kl = sum((mu**2 + np.exp(log_var) - 1 - log_var).ravel().tolist()) / 2
    total = 0
    for x_hat in x_hats:
        if kind == "mse":
            total -= float(sum(((x - x_hat) ** 2).ravel()))
        else:
            p = np.minimum(np.maximum(x_hat, 1e-7), 1 - 1e-7)
            total += float(sum((x * np.log(p) + (1 - x) * np.log(1 - p)).ravel()))
    return total / len(x_hats) / len(x) - kl / len(x)


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    values = [lo + (hi - lo) * k / (n - 1) for k in range(n)]
    return [[z1, z2] for z2 in reversed(values) for z1 in values]


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    answers = []
    for means, logs in zip(mu.T.tolist(), log_var.T.tolist(), strict=True):
        pairs = list(zip(means, logs, strict=True))
        kl = sum((m**2 + exp(v) - 1 - v) / 2 for m, v in pairs) / len(pairs)
        answers.append(kl < threshold)
    return answers
