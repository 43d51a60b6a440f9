"""Type hints, small classes, lambdas and helpers of its own."""

# %% neuron
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass
class Neuron:
    """Weights, a bias and an activation."""

    w: np.ndarray
    b: float
    z: Callable

    def __call__(self, x):
        return self.z((self.w * x).sum() + self.b)


def neuron(x: np.ndarray, w: np.ndarray, b: float, z: Callable) -> float:
    return Neuron(w, b, z)(x)


# %% augment
from typing import Final  # noqa: E402

ONE: Final = 1.0


def augment(X: np.ndarray) -> np.ndarray:
    """Put the column of ones in front."""
    return np.pad(X, ((0, 0), (1, 0)), constant_values=ONE)


# %% sign_pm
sign_pm = np.vectorize(lambda number: 1 if number >= 0 else -1, otypes=[int])


# %% relu
relu = np.vectorize(lambda number: max(number, 0), otypes=[float])


# %% sigmoid
class Sigmoid:
    """An activation that is an object."""

    def __init__(self, limit: float = 500.0) -> None:
        self.limit = limit

    def __call__(self, u):
        return 1 / (1 + np.exp(-np.clip(u, -self.limit, self.limit)))


sigmoid = Sigmoid()


# %% dense_forward
class Layer:
    """A dense layer."""

    known = {  # noqa: RUF012
        "identity": lambda Z: Z,
        "relu": lambda Z: Z.clip(0),
        "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
        "sign": lambda Z: 1 - 2 * (Z < 0),
    }

    def __init__(self, W, b, name):
        self.W, self.b, self.z = W, b, self.known[name]

    def __call__(self, H):
        return self.z(np.matmul(H, self.W) + self.b)


def dense_forward(X, Ws, bs, activations: list[str]) -> np.ndarray:
    H = X
    for layer in map(Layer, Ws, bs, activations):
        H = layer(H)
    return H


# %% n_params
def n_params(sizes: list[int]) -> int:
    """Count the numbers in the layers themselves."""
    shapes = [(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)]
    return sum(m * n for m, n in shapes) + sum(n for _, n in shapes)


# %% mse
def mse(Y: np.ndarray, H: np.ndarray) -> np.floating:
    length = lambda v: v @ v  # noqa: E731
    return np.mean([length(y - h) for y, h in zip(Y, H, strict=True)])


# %% decide
@dataclass(order=True)
class Candidate:
    """Candidates are compared by their probability."""

    probability: float
    index: int = 0


def decide(p: np.ndarray, ratio: float = 2) -> int:
    candidates = [Candidate(float(q), -i) for i, q in enumerate(p)]
    second, first = sorted(candidates)[-2:]
    return -first.index if first.probability >= ratio * second.probability else -1
