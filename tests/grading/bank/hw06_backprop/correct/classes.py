"""Type hints, dataclasses and layers that know their own way back."""

# %% sigmoid
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


class Pair(NamedTuple):
    """A value and its slope."""

    value: np.ndarray
    slope: np.ndarray


def sigmoid(z: np.ndarray) -> Pair:
    with np.errstate(over="ignore"):
        value = np.reciprocal(1.0 + np.exp(-z.astype(float)))
    return Pair(value, value - value**2)


# %% softmax
@dataclass
class Softmax:
    """The softmax of one row."""

    scores: np.ndarray
    p: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        powers = np.exp(self.scores - self.scores.max())
        self.p = powers / powers.sum()

    @property
    def slopes(self) -> np.ndarray:
        return np.diag(self.p) - np.outer(self.p, self.p)


def softmax(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows = [Softmax(z) for z in Z]
    return np.stack([row.p for row in rows]), np.stack([row.slopes for row in rows])


# %% forward
@dataclass
class Layer:
    """A dense layer with its activation."""

    W: np.ndarray
    b: np.ndarray
    kind: str = "sigmoid"

    def __call__(self, A: np.ndarray) -> np.ndarray:
        z = A @ self.W + self.b
        if self.kind == "softmax":
            z = np.exp(z - z.max(axis=1, keepdims=True))
            return z / z.sum(axis=1, keepdims=True)
        return 1 / (1 + np.exp(-z))


def forward(X: np.ndarray, params: list, output: str) -> list[np.ndarray]:
    layers = [Layer(*pair) for pair in params]
    layers[-1].kind = output
    activations = [X]
    for layer in layers:
        activations.append(layer(activations[-1]))
    return activations


# %% loss
class Loss:
    """A loss that is called with answers and targets."""

    def __call__(self, A: np.ndarray, Y: np.ndarray) -> float:
        return sum(map(self.one, A, Y)) / len(A)


class HalfSquare(Loss):
    def one(self, a, y):
        return ((a - y) @ (a - y)) / 2


class CrossEntropy(Loss):
    def one(self, a, y):
        return -np.log(max(a[np.argmax(y)], 1e-12))


def loss(A, Y, params, output: str, lam: float) -> float:
    error = {"sigmoid": HalfSquare(), "softmax": CrossEntropy()}[output](A, Y)
    return error + lam / 2 * sum(np.linalg.norm(W) ** 2 for W, _ in params)


# %% deltas
@dataclass
class Walk:
    """Goes from the last layer to the first."""

    delta: np.ndarray

    def back(self, W: np.ndarray, A: np.ndarray) -> np.ndarray:
        self.delta = (self.delta @ W.T) * (A - A**2)
        return self.delta


def deltas(activations: list, Y: np.ndarray, params: list, output: str) -> list:
    A = activations[-1]
    slope = (A - A**2) if output == "sigmoid" else 1.0
    walk = Walk((A - Y) * slope / len(Y))
    found = [walk.delta]
    for layer in range(len(params) - 1, 0, -1):
        found.append(walk.back(params[layer][0], activations[layer]))
    return found[::-1]


# %% backward
@dataclass
class Dense:
    """A layer that keeps its input and gives back what it was sent."""

    W: np.ndarray
    before: np.ndarray
    lam: float

    def backward(self, delta: np.ndarray) -> np.ndarray:
        self.dW = self.before.T @ delta + self.lam * self.W
        self.db = delta.sum(axis=0)
        return (delta @ self.W.T) * self.before * (1 - self.before)


def backward(activations, Y, params, output: str, lam: float) -> list[tuple]:
    layers = [Dense(W, A, lam) for (W, _), A in zip(params, activations, strict=False)]
    A = activations[-1]
    delta = (A - Y) / len(Y)
    if output == "sigmoid":
        delta = delta * A * (1 - A)
    for layer in reversed(layers):
        delta = layer.backward(delta)
    return [(layer.dW, layer.db) for layer in layers]


# %% sgd_step
@dataclass
class SGD:
    """The simplest optimizer."""

    learning_rate: float

    def moved(self, array: np.ndarray, slope: np.ndarray) -> np.ndarray:
        return array - self.learning_rate * slope


def sgd_step(params: list, grads: list, learning_rate: float) -> list[tuple]:
    sgd = SGD(learning_rate)
    return [
        (sgd.moved(W, dW), sgd.moved(b, db))
        for (W, b), (dW, db) in zip(params, grads, strict=True)
    ]


# %% train
class Batches:
    """All examples in a random order, batch by batch."""

    def __init__(self, n: int, size: int, rng: np.random.Generator) -> None:
        self.n, self.size, self.rng = n, size, rng

    def __iter__(self):
        order = self.rng.permutation(self.n)
        while len(order):
            yield order[: self.size]
            order = order[self.size :]


def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size) -> list:
    batches = Batches(len(X), batch_size, rng)
    for _ in range(epochs):
        for rows in batches:
            grads = gradient(X[rows], Y[rows], params)
            params = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in zip(params, grads, strict=True)
            ]
    return params
