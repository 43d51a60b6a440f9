"""Loops over every example, column and hidden variable."""

# %% reparameterize
import math

import numpy as np


def reparameterize(mu, log_var, eps):
    z = np.zeros(mu.shape)
    for n in range(mu.shape[0]):
        for j in range(mu.shape[1]):
            z[n, j] = mu[n, j] + math.exp(log_var[n, j] / 2) * eps[n, j]
    return z


# %% sample
def sample(mu, log_var, rng):
    z = np.zeros(mu.shape)
    for n in range(mu.shape[0]):
        for j in range(mu.shape[1]):
            z[n, j] = rng.normal(mu[n, j], math.exp(log_var[n, j] / 2))
    return z


# %% kl_divergence
def kl_divergence(mu, log_var):
    kl = np.zeros(len(mu))
    for n in range(mu.shape[0]):
        for j in range(mu.shape[1]):
            m, v = mu[n, j], log_var[n, j]
            kl[n] += (m * m + math.exp(v) - 1 - v) / 2
    return kl


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    lost = np.zeros(len(x))
    for n in range(x.shape[0]):
        for d in range(x.shape[1]):
            if kind == "mse":
                lost[n] += (x[n, d] - x_hat[n, d]) ** 2
            else:
                p = min(max(x_hat[n, d], 1e-7), 1 - 1e-7)
                lost[n] -= x[n, d] * math.log(p) + (1 - x[n, d]) * math.log(1 - p)
    return lost


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    total = 0.0
    for n in range(x.shape[0]):
        for d in range(x.shape[1]):
            if kind == "mse":
                total += (x[n, d] - x_hat[n, d]) ** 2
            else:
                p = min(max(x_hat[n, d], 1e-7), 1 - 1e-7)
                total -= x[n, d] * math.log(p) + (1 - x[n, d]) * math.log(1 - p)
        for m, v in zip(mu[n], log_var[n], strict=True):
            total += beta * (m * m + math.exp(v) - 1 - v) / 2
    return total / x.shape[0]


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    N = x.shape[0]
    d_mu, d_log_var = np.zeros(mu.shape), np.zeros(mu.shape)
    d_x_hat = np.zeros(x.shape)
    for n in range(N):
        for j in range(mu.shape[1]):
            d_mu[n, j] = beta * mu[n, j] / N
            d_log_var[n, j] = beta * 0.5 * (math.exp(log_var[n, j]) - 1) / N
        for d in range(x.shape[1]):
            if kind == "mse":
                d_x_hat[n, d] = -2 * (x[n, d] - x_hat[n, d]) / N
            else:
                p = min(max(x_hat[n, d], 1e-7), 1 - 1e-7)
                d_x_hat[n, d] = (-x[n, d] / p + (1 - x[n, d]) / (1 - p)) / N
    return d_mu, d_log_var, d_x_hat


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    total = 0.0
    draws, N, D = x_hats.shape
    for n in range(N):
        for draw in range(draws):
            for d in range(D):
                if kind == "mse":
                    total -= (x[n, d] - x_hats[draw, n, d]) ** 2 / draws
                else:
                    p = min(max(x_hats[draw, n, d], 1e-7), 1 - 1e-7)
                    log_p = x[n, d] * math.log(p) + (1 - x[n, d]) * math.log(1 - p)
                    total += log_p / draws
        for m, v in zip(mu[n], log_var[n], strict=True):
            total -= (m * m + math.exp(v) - 1 - v) / 2
    return total / N


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    grid = np.zeros((n * n, 2))
    for row in range(n):
        for column in range(n):
            grid[row * n + column, 0] = lo + (hi - lo) * column / (n - 1)
            grid[row * n + column, 1] = hi - (hi - lo) * row / (n - 1)
    return grid


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    silent = np.zeros(mu.shape[1], dtype=bool)
    for j in range(mu.shape[1]):
        total = 0.0
        for m, v in zip(mu[:, j], log_var[:, j], strict=True):
            total += 0.5 * (m**2 + math.exp(v) - 1 - v)
        silent[j] = total / len(mu) < threshold
    return silent
