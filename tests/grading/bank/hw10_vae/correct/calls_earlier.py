"""Builds every function on the earlier ones."""

import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    return mu + np.exp(0.5 * log_var) * eps


# %% sample
def sample(mu, log_var, rng):
    return reparameterize(mu, log_var, rng.normal(0, 1, mu.shape))


# %% kl_divergence
def kl_divergence(mu, log_var):
    return -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=-1)


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    D = x.shape[-1]
    if kind == "mse":
        return D * np.mean((x - x_hat) ** 2, axis=-1)
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    return D * np.mean(-x * np.log(p) - (1 - x) * np.log(1 - p), axis=-1)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    lost = reconstruction_loss(x, x_hat, kind)
    return np.mean(lost + beta * kl_divergence(mu, log_var))


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    def slopes(f, a):
        up, down = (vae_loss_of_each(f, a + step) for step in (1e-6, -1e-6))
        return (up - down) / 2e-6 / len(a)

    def vae_loss_of_each(f, a):
        return f(a.reshape(-1, 1)).reshape(a.shape)

    d_mu = slopes(lambda m: kl_divergence(m, 0 * m), mu)
    d_log_var = slopes(lambda v: kl_divergence(0 * v, v), log_var)
    if kind == "mse":
        d_x_hat = slopes(lambda e: reconstruction_loss(0 * e, e, "mse"), x_hat - x)
    else:
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        d_x_hat = (1 - x) / (1 - p) - x / p
        d_x_hat = d_x_hat / len(x)
    return beta * d_mu, beta * d_log_var, d_x_hat


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    return -np.mean([vae_loss(x, x_hat, mu, log_var, kind) for x_hat in x_hats])


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    a = np.linspace(lo, hi, n)
    return np.stack(np.meshgrid(a, a[::-1]), axis=-1).reshape(-1, 2)


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    columns = zip(mu.T, log_var.T, strict=True)
    kl = [kl_divergence(m[:, None], v[:, None]).mean() for m, v in columns]
    return np.array(kl) < threshold
