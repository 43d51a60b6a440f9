"""Works in place, on copies."""

import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    z = log_var.copy()
    z /= 2
    np.exp(z, out=z)
    z *= eps
    z += mu
    return z


# %% sample
def sample(mu, log_var, rng):
    z = np.empty(mu.shape)
    rng.standard_normal(out=z)
    z *= np.exp(log_var / 2)
    z += mu
    return z


# %% kl_divergence
def kl_divergence(mu, log_var):
    each = np.exp(log_var)
    each -= log_var
    each += mu**2
    each -= 1
    each /= 2
    return each.sum(axis=1)


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    p = x_hat.copy()
    if kind == "mse":
        p -= x
        p *= p
        return p.sum(axis=1)
    p[p < 1e-7] = 1e-7
    p[p > 1 - 1e-7] = 1 - 1e-7
    each = np.log(p)
    each *= -x
    each -= (1 - x) * np.log(1 - p)
    return each.sum(axis=1)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    each = np.exp(log_var)
    each -= log_var
    each += mu**2
    each -= 1
    each *= beta / 2
    total = each.sum(axis=1)
    p = x_hat.copy()
    if kind == "mse":
        p -= x
        p *= p
        total += p.sum(axis=1)
        return total.mean()
    p[p < 1e-7] = 1e-7
    p[p > 1 - 1e-7] = 1 - 1e-7
    total -= (x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)
    return total.mean()


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    d_mu, d_log_var, d_x_hat = mu.copy(), np.exp(log_var), x_hat.copy()
    d_mu *= beta
    d_log_var -= 1
    d_log_var *= beta / 2
    if kind == "mse":
        d_x_hat -= x
        d_x_hat *= 2
    else:
        d_x_hat[d_x_hat < 1e-7] = 1e-7
        d_x_hat[d_x_hat > 1 - 1e-7] = 1 - 1e-7
        slope = d_x_hat * (1 - d_x_hat)
        d_x_hat -= x
        d_x_hat /= slope
    for array in (d_mu, d_log_var, d_x_hat):
        array /= len(x)
    return d_mu, d_log_var, d_x_hat


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    p = x_hats.copy()
    if kind == "mse":
        p -= x
        p *= -p
    else:
        np.clip(p, 1e-7, 1 - 1e-7, out=p)
        other = 1 - p
        np.log(p, out=p)
        p *= x
        p += (1 - x) * np.log(other)
    kl = np.exp(log_var)
    kl -= log_var
    kl += mu**2
    kl -= 1
    return p.sum() / (p.shape[0] * p.shape[1]) - kl.sum() / 2 / len(kl)


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    grid = np.empty((n, n, 2))
    grid[:, :, 0] = np.linspace(lo, hi, n)
    grid[:, :, 1] = np.linspace(hi, lo, n)[:, None]
    grid.shape = (n * n, 2)
    return grid


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    kl = np.exp(log_var)
    kl -= log_var
    kl += mu**2
    kl -= 1
    kl /= 2
    return kl.mean(axis=0) < threshold
