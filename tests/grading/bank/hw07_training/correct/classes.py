"""Type hints, dataclasses, enumerations and named tuples."""

# %% initialise
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np


class Start(Enum):
    glorot = (0.5, 0.5)
    he = (0.5, 0.0)
    lecun = (1.0, 0.0)

    def sigma(self, fan_in: int, fan_out: int) -> float:
        return (self.value[0] * fan_in + self.value[1] * fan_out) ** -0.5


def initialise(
    fan_in: int, fan_out: int, start: str, form: str, rng: np.random.Generator
) -> np.ndarray:
    sigma = Start[start].sigma(fan_in, fan_out)
    W = getattr(rng, form)(*((0, 1) if form == "normal" else (-1, 1)),
                           size=(fan_in, fan_out))  # fmt: skip
    return W * sigma * (1.0 if form == "normal" else 3**0.5)


# %% activate
class Activated(NamedTuple):
    a: np.ndarray
    slope: np.ndarray


@dataclass
class Bent:
    """Straight above zero, and a bend or a line below."""

    alpha: float = 0.0
    stretch: float = 1.0
    bends: bool = False

    def __call__(self, z: np.ndarray) -> Activated:
        low = np.minimum(z, 0)
        value = np.expm1(low) if self.bends else low
        slope = np.exp(low) if self.bends else np.ones(z.shape)
        a = np.maximum(z, 0) + self.alpha * value
        slope = np.where(z > 0, 1, self.alpha * slope)
        return Activated(self.stretch * a, self.stretch * slope)


def activate(z: np.ndarray, kind: str, alpha: float = 0.2) -> Activated:
    kinds = {"relu": Bent(), "leaky": Bent(alpha), "elu": Bent(alpha, bends=True)}
    return kinds.get(kind, Bent(1.67326324, 1.05070099, True))(z)


# %% batch_norm_forward
class Moving(NamedTuple):
    mean: np.ndarray
    var: np.ndarray

    def towards(self, other: "Moving", step: float) -> "Moving":
        return Moving(*(a + step * (b - a) for a, b in zip(self, other, strict=True)))


def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    moving = Moving(*moving)
    used = Moving(Z.mean(axis=0), Z.var(axis=0)) if training else moving
    out = gamma * (Z - used.mean) / np.sqrt(used.var + eps) + beta
    return out, moving.towards(used, 1 - momentum)


# %% batch_norm_backward
@dataclass
class Slopes:
    """All that a batch normalisation sends back."""

    delta: np.ndarray
    Z: np.ndarray
    gamma: np.ndarray
    eps: float

    def __post_init__(self) -> None:
        self.root = np.sqrt(self.Z.var(axis=0) + self.eps)
        self.hat = (self.Z - self.Z.mean(axis=0)) / self.root

    @property
    def beta(self) -> np.ndarray:
        return self.delta.sum(axis=0)

    @property
    def dgamma(self) -> np.ndarray:
        return np.einsum("nk,nk->k", self.delta, self.hat)

    @property
    def dZ(self) -> np.ndarray:
        n = len(self.Z)
        through_the_batch = (self.beta + self.hat * self.dgamma) / n
        return self.gamma * (self.delta - through_the_batch) / self.root


def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    slopes = Slopes(delta, Z, gamma, eps)
    return slopes.dZ, slopes.dgamma, slopes.beta


# %% early_stop
@dataclass
class Patience:
    """Waits for a better loss."""

    patience: int
    min_delta: float
    best: float = float("inf")
    epoch: int = 0
    best_epoch: int = 0

    def tired(self, loss: float) -> bool:
        self.epoch += 1
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch = loss, self.epoch
        return self.epoch - self.best_epoch >= self.patience


def early_stop(losses, patience, min_delta=0):
    watch = Patience(patience, min_delta)
    any(map(watch.tired, losses))
    return watch.epoch, watch.best_epoch


# %% optimiser_step
@dataclass
class Memory:
    """Where an optimiser is, and what it remembers."""

    w: np.ndarray
    m: np.ndarray
    s: np.ndarray

    def momentum(self, g, rate, t):
        self.m = 0.9 * self.m - rate * g
        self.w = self.w + self.m

    nesterov = momentum

    def adagrad(self, g, rate, t):
        self.s = self.s + g**2
        self.w = self.w - rate * g / np.sqrt(self.s + 1e-7)

    def rmsprop(self, g, rate, t):
        self.s = self.s + 0.1 * (g**2 - self.s)
        self.w = self.w - rate * g / np.sqrt(self.s + 1e-7)

    def adam(self, g, rate, t):
        self.m = self.m + 0.1 * (g - self.m)
        self.s = self.s + 0.001 * (g**2 - self.s)
        root = np.sqrt(self.s / (1 - 0.999**t))
        self.w = self.w - rate * self.m / (1 - 0.9**t) / (root + 1e-7)


def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    memory = Memory(w, m, s)
    g = gradient(w + 0.9 * m) if kind == "nesterov" else gradient(w)
    getattr(memory, kind)(g, learning_rate, t)
    return memory.w, memory.m, memory.s
