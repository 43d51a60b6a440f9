"""Sums and products written as einsum."""

import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    return mu + np.einsum("nj,nj->nj", np.exp(0.5 * log_var), eps)


# %% sample
def sample(mu, log_var, rng):
    eps = rng.normal(size=np.shape(mu))
    return mu + np.einsum("nj,nj->nj", np.exp(0.5 * log_var), eps)


# %% kl_divergence
def kl_divergence(mu, log_var):
    return np.einsum("nj->n", np.expm1(log_var) - log_var + mu * mu) / 2


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    if kind == "mse":
        return np.einsum("nd,nd->n", x - x_hat, x - x_hat)
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    white, black = (x, np.log(p)), (1 - x, np.log(1 - p))
    return -np.einsum("nd,nd->n", *white) - np.einsum("nd,nd->n", *black)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    if kind == "mse":
        lost = np.einsum("nd,nd->", x - x_hat, x - x_hat)
    else:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        lost = -np.einsum("nd,nd->", x, np.log(p))
        lost -= np.einsum("nd,nd->", 1 - x, np.log(1 - p))
    kl = np.einsum("nj->", np.expm1(log_var) - log_var + mu * mu) / 2
    return (lost + beta * kl) / x.shape[0]


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    share = 1 / x.shape[0]
    d_mu = np.einsum("nj,->nj", mu, beta * share)
    d_log_var = np.einsum("nj,->nj", np.expm1(log_var), beta * share / 2)
    if kind == "mse":
        return d_mu, d_log_var, np.einsum("nd,->nd", x_hat - x, 2 * share)
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    d_x_hat = np.einsum("nd,nd,nd,->nd", p - x, 1 / p, 1 / (1 - p), share)
    return d_mu, d_log_var, d_x_hat


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    weight = 1 / (x_hats.shape[0] * x_hats.shape[1])
    if kind == "mse":
        log_p = -np.einsum("snd,snd->", x - x_hats, x - x_hats)
    else:
        p = np.clip(x_hats, 1e-7, 1 - 1e-7)
        log_p = np.einsum("nd,snd->", x, np.log(p))
        log_p += np.einsum("nd,snd->", 1 - x, np.log(1 - p))
    kl = np.einsum("nj->", np.expm1(log_var) - log_var + mu * mu) / 2
    return log_p * weight - kl / len(mu)


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    values = np.linspace(lo, hi, n)
    both = np.empty((n, n, 2))
    both[..., 0] = np.einsum("r,c->rc", np.ones(n), values)
    both[..., 1] = np.einsum("r,c->rc", values[::-1], np.ones(n))
    return both.reshape(-1, 2)


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    kl = np.einsum("nj->j", np.expm1(log_var) - log_var + mu * mu)
    return kl < 2 * threshold * mu.shape[0]
