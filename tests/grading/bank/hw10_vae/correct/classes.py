"""Classes for the encoder's answer and for the two losses."""

# %% reparameterize
from dataclasses import dataclass

import numpy as np


@dataclass
class Bell:
    mu: np.ndarray
    log_var: np.ndarray

    @property
    def sigma(self):
        return np.exp(self.log_var / 2)

    def at(self, eps):
        return self.mu + self.sigma * eps

    def kl(self):
        return np.sum(self.mu**2 + self.sigma**2 - 1 - self.log_var, axis=1) / 2


def reparameterize(mu, log_var, eps) -> np.ndarray:
    return Bell(mu, log_var).at(eps)


# %% sample
def sample(mu, log_var, rng: np.random.Generator) -> np.ndarray:
    return rng.normal(loc=mu, scale=np.exp(log_var / 2), size=mu.shape)


# %% kl_divergence
class Answer:
    def __init__(self, mu: np.ndarray, log_var: np.ndarray) -> None:
        self.mu, self.log_var, self.var = mu, log_var, np.exp(log_var)

    def divergence(self) -> np.ndarray:
        each = -0.5 * (1 + self.log_var - self.mu**2 - self.var)
        return each.sum(axis=1)


def kl_divergence(mu, log_var) -> np.ndarray:
    return Answer(mu, log_var).divergence()


# %% reconstruction_loss
class Squares:
    def __call__(self, x, x_hat):
        return (x - x_hat) ** 2


class Entropy:
    def __call__(self, x, x_hat):
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        return -np.log(p) * x - np.log(1 - p) * (1 - x)


def reconstruction_loss(x, x_hat, kind):
    return {"mse": Squares, "bce": Entropy}[kind]()(x, x_hat).sum(axis=1)


# %% vae_loss
class Loss:
    def __init__(self, kind: str, beta: float) -> None:
        self.kind, self.beta = kind, beta

    def lost(self, x, x_hat):
        if self.kind == "bce":
            p = np.clip(x_hat, 1e-7, 1 - 1e-7)
            return -np.log(p) * x - np.log(1 - p) * (1 - x)
        return (x - x_hat) ** 2

    def kl(self, mu, log_var):
        return -0.5 * (1 + log_var - mu**2 - np.exp(log_var))

    def __call__(self, x, x_hat, mu, log_var):
        lost, kl = self.lost(x, x_hat), self.kl(mu, log_var)
        return (lost.sum(axis=1) + self.beta * kl.sum(axis=1)).mean()


def vae_loss(x, x_hat, mu, log_var, kind, beta=1.0) -> float:
    return float(Loss(kind, beta)(x, x_hat, mu, log_var))


# %% vae_gradients
class Slopes:
    def __init__(self, n: int, beta: float) -> None:
        self.n, self.beta = n, beta

    def mse(self, x, x_hat):
        return 2 / self.n * (x_hat - x)

    def bce(self, x, x_hat):
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        return ((1 - x) / (1 - p) - x / p) / self.n

    def codes(self, mu, log_var):
        weight = self.beta / self.n
        return weight * mu, weight / 2 * (np.exp(log_var) - 1)


def vae_gradients(x, x_hat, mu, log_var, kind, beta=1.0) -> tuple:
    slopes = Slopes(len(x), beta)
    return *slopes.codes(mu, log_var), getattr(slopes, kind)(x, x_hat)


# %% elbo
class Bound:
    def __init__(self, kind):
        self.log_p = {"mse": self.bell, "bce": self.coin}[kind]

    @staticmethod
    def bell(x, x_hat):
        return -((x - x_hat) ** 2)

    @staticmethod
    def coin(x, x_hat):
        p = np.clip(x_hat, 1e-7, 1 - 1e-7)
        return np.log(p) * x + np.log(1 - p) * (1 - x)

    def __call__(self, x, x_hats, mu, log_var):
        kl = 0.5 * (mu**2 + np.exp(log_var) - log_var - 1).sum(axis=1)
        explained = [self.log_p(x, x_hat).sum(axis=1) for x_hat in x_hats]
        return (np.mean(explained, axis=0) - kl).mean()


def elbo(x, x_hats, mu, log_var, kind) -> float:
    return Bound(kind)(x, x_hats, mu, log_var)


# %% latent_grid
class Page:
    def __init__(self, n, lo, hi):
        self.values = np.linspace(lo, hi, n)

    def __iter__(self):
        for z2 in self.values[::-1]:
            for z1 in self.values:
                yield z1, z2


def latent_grid(n, lo=-4, hi=4) -> np.ndarray:
    return np.array(list(Page(n, lo, hi)))


# %% collapsed
class Detector:
    def __init__(self, threshold):
        self.threshold = threshold

    def __call__(self, mu, log_var):
        kl = 0.5 * (mu**2 + np.exp(log_var) - log_var - 1)
        return kl.mean(axis=0) < self.threshold


def collapsed(mu, log_var, threshold=0.01):
    return Detector(threshold)(mu, log_var)
