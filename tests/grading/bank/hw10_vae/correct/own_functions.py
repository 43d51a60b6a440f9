"""Small functions of its own, under other names."""

# %% reparameterize
import numpy as np

SMALLEST, HALF = 1e-7, 0.5


def std(log_var):
    return np.exp(HALF * log_var)


def reparameterize(mu, log_var, eps):
    return std(log_var) * eps + mu


# %% sample
def sample(mu, log_var, rng):
    def noise():
        return rng.standard_normal(np.asarray(mu).shape)

    return np.exp(0.5 * log_var) * noise() + mu


# %% kl_divergence
def kl_of_each(mu, log_var):
    return np.multiply(-0.5, 1 + log_var - np.square(mu) - np.exp(log_var))


def kl_divergence(mu, log_var):
    return kl_of_each(mu, log_var).sum(axis=-1)


# %% reconstruction_loss
def square(a, b):
    return np.subtract(a, b) ** 2


def entropy(a, b):
    safe = np.minimum(1 - 1e-7, np.maximum(1e-7, b))
    return -a * np.log(safe) + (a - 1) * np.log1p(-safe)


def reconstruction_loss(x, x_hat, kind):
    lost = {"mse": square, "bce": entropy}[kind]
    return x.shape[1] * np.mean(lost(x, x_hat), axis=1)


# %% vae_loss
def lost_by_squares(a, b):
    return np.subtract(a, b) ** 2


def lost_by_entropy(a, b):
    safe = np.minimum(1 - 1e-7, np.maximum(1e-7, b))
    return -a * np.log(safe) + (a - 1) * np.log1p(-safe)


def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0):
    lost = lost_by_squares if kind == "mse" else lost_by_entropy
    kl = 0.5 * (mu**2 + np.exp(log_var) - 1 - log_var)
    per_column = np.mean(lost(x, x_hat))
    return x.shape[1] * per_column + beta * mu.shape[1] * np.mean(kl)


# %% vae_gradients
def slope_of_squares(a, b):
    return -2 * (a - b)


def slope_of_entropy(a, b):
    b = np.clip(b, 1e-7, 1 - 1e-7)
    return (1 - a) / (1 - b) - a / b


def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0):
    slope = slope_of_squares if kind == "mse" else slope_of_entropy
    weight = beta / len(mu)
    return weight * mu, weight * np.expm1(log_var) / 2, slope(x, x_hat) / len(x)


# %% elbo
def bound(x, x_hat, kind):
    if kind == "mse":
        return -(np.linalg.norm(x - x_hat, axis=-1) ** 2)
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    return np.sum(np.where(x > 0, x, 0) * np.log(p) + (1 - x) * np.log(1 - p), axis=-1)


def elbo(x, x_hats, mu, log_var, kind):
    kl = 0.5 * (mu**2 + np.exp(log_var) - 1 - log_var)
    return np.mean([bound(x, x_hat, kind) - kl.sum(axis=-1) for x_hat in x_hats])


# %% latent_grid
def axis(n, lo, hi):
    return lo + (hi - lo) * np.arange(n) / (n - 1)


def latent_grid(n, lo=-4, hi=4):
    return np.array([(z1, z2) for z2 in axis(n, hi, lo) for z1 in axis(n, lo, hi)])


# %% collapsed
def says(mu, log_var):
    return np.mean(0.5 * (mu**2 + np.exp(log_var) - 1 - log_var), axis=0)


def collapsed(mu, log_var, threshold=0.01):
    return np.logical_not(says(mu, log_var) >= threshold)
