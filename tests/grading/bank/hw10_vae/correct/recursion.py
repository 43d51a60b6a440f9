"""Adds up by recursion and by functools.reduce."""

import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    if len(mu) == 0:
        return mu
    first = mu[:1] + np.exp(log_var[:1] / 2) * eps[:1]
    return np.concatenate([first, reparameterize(mu[1:], log_var[1:], eps[1:])])


# %% sample
def sample(mu, log_var, rng):
    if len(mu) <= 50:
        return mu + np.exp(log_var / 2) * rng.standard_normal(mu.shape)
    half = len(mu) // 2
    upper = sample(mu[:half], log_var[:half], rng)
    return np.vstack([upper, sample(mu[half:], log_var[half:], rng)])


# %% kl_divergence
def kl_divergence(mu, log_var):
    each = 0.5 * (mu**2 + np.exp(log_var) - 1 - log_var)
    return each[:, 0] + (
        kl_divergence(mu[:, 1:], log_var[:, 1:]) if each[0, 1:].size else 0
    )


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    from functools import reduce

    if kind == "mse":
        columns = ((a - p) ** 2 for a, p in zip(x.T, x_hat.T, strict=True))
    else:
        clipped = np.clip(x_hat, 1e-7, 1 - 1e-7).T
        columns = (
            -np.log(np.where(a == 1, p, 1 - p))
            if set(a) <= {0, 1}
            else -a * np.log(p) - (1 - a) * np.log(1 - p)
            for a, p in zip(x.T, clipped, strict=True)
        )
    return reduce(np.add, columns)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    if len(x) > 1:
        one = vae_loss(x[:1], x_hat[:1], mu[:1], log_var[:1], kind, beta)
        rest = vae_loss(x[1:], x_hat[1:], mu[1:], log_var[1:], kind, beta)
        return (one + (len(x) - 1) * rest) / len(x)
    lost = np.sum((x - x_hat) ** 2)
    if kind != "mse":
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        lost = -np.sum(x * np.log(p)) - np.sum((1 - x) * np.log(1 - p))
    return lost + beta / 2 * np.sum(mu**2 + np.exp(log_var) - 1 - log_var)


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    if len(x) == 1:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        slope = 2 * (x_hat - x) if kind == "mse" else (p - x) / (p * (1 - p))
        return beta * mu, beta * (np.exp(log_var) - 1) / 2, slope
    halves = np.array_split(np.arange(len(x)), 2)
    found = [
        [
            len(k) / len(x) * g
            for g in vae_gradients(x[k], x_hat[k], mu[k], log_var[k], kind, beta)
        ]
        for k in halves
    ]
    return tuple(np.concatenate(pair) for pair in zip(*found, strict=True))


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    if len(x_hats) > 1:
        first = elbo(x, x_hats[:1], mu, log_var, kind)
        rest = elbo(x, x_hats[1:], mu, log_var, kind)
        return first / len(x_hats) + rest * (len(x_hats) - 1) / len(x_hats)
    p = np.clip(x_hats[0], 1e-7, 1 - 1e-7)
    log_p = np.sum(x * np.log(p) + (1 - x) * np.log(1 - p))
    if kind == "mse":
        log_p = -np.sum((x - x_hats) ** 2)
    return (log_p - np.sum(mu**2 + np.exp(log_var) - 1 - log_var) / 2) / len(x)


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    def rows(k):
        if k < 0:
            return []
        row = [
            (lo + c * (hi - lo) / (n - 1), lo + k * (hi - lo) / (n - 1))
            for c in range(n)
        ]
        return row + rows(k - 1)

    return np.array(rows(n - 1))


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    from functools import reduce

    each = (mu**2 + np.exp(log_var) - 1 - log_var) / 2
    return reduce(np.add, each) / len(each) < threshold
