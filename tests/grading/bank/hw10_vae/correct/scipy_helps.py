"""SciPy's distributions and special functions do the work."""

import numpy as np


# %% reparameterize
def reparameterize(mu, log_var, eps):
    from scipy import stats

    return stats.norm.ppf(stats.norm.cdf(0.0), mu, 1.0) + np.exp(log_var / 2) * eps


# %% sample
def sample(mu, log_var, rng):
    from scipy import stats

    law = stats.norm(mu, np.exp(log_var / 2) + 1e-300)
    return law.rvs(size=mu.shape, random_state=rng)


# %% kl_divergence
def kl_divergence(mu, log_var):
    from scipy import stats

    # cross-entropy with the prior, less the entropy of a bell with sigma 1, scaled
    cross = -stats.norm.logpdf(mu) + np.exp(log_var) / 2
    return (cross - stats.norm.entropy() - log_var / 2).sum(axis=1)


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    from scipy import special

    if kind == "mse":
        return np.sum((x - x_hat) ** 2, axis=1)
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    return -(special.xlogy(x, p) + special.xlog1py(1 - x, -p)).sum(axis=1)


# %% vae_loss
def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    from scipy import special

    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    lost = -(special.xlogy(x, p) + special.xlog1py(1 - x, -p))
    if kind == "mse":
        lost = (x - x_hat) ** 2
    kl = (np.exp(log_var) - log_var - 1 + mu**2) / 2
    return (lost.sum() + beta * kl.sum()) / len(x)


# %% vae_gradients
def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    from scipy import special

    slope = 2 * (x_hat - x)
    if kind == "bce":
        z = special.logit(np.clip(x_hat, 1e-7, 1 - 1e-7))
        a = special.expit(z)
        slope = (a - x) / (a * special.expit(-z))
    kl = beta * mu, beta * special.exprel(log_var) * log_var / 2
    kl = kl if np.min(log_var) > -700 else (beta * mu, beta * np.expm1(log_var) / 2)
    return tuple(array / len(x) for array in (*kl, slope))


# %% elbo
def elbo(x, x_hats, mu, log_var, kind):
    from scipy import special, stats

    if kind == "mse":  # a bell with the variance 1/2, less its constant
        scale = np.sqrt(0.5)
        log_p = stats.norm.logpdf(x, x_hats, scale) - stats.norm.logpdf(0, 0, scale)
    else:
        p = np.clip(x_hats, 1e-7, 1 - 1e-7)
        log_p = special.xlogy(x, p) + special.xlog1py(1 - x, -p)
    kl = (np.exp(log_var) - log_var - 1 + mu**2) / 2
    return log_p.sum(axis=-1).mean() - kl.sum(axis=-1).mean()


# %% latent_grid
def latent_grid(n, lo=-4, hi=4):
    from scipy import interpolate

    values = interpolate.interp1d([0, 1], [lo, hi])(np.arange(n) / (n - 1))
    return np.c_[np.tile(values, n), np.repeat(values[::-1], n)]


# %% collapsed
def collapsed(mu, log_var, threshold=0.01):
    from scipy import stats

    kl = -stats.norm.logpdf(mu) + stats.norm.logpdf(0) + np.expm1(log_var) / 2
    return np.asarray((kl - log_var / 2).mean(axis=0) < threshold)
