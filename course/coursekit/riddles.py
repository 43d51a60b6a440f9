"""Riddles in the plane and a small network that learns them, for the playground.

The two spirals of chapter 06 are here as well, since several notebooks need them. All
of it is NumPy: points of two classes, the settings that a reader may choose, and a
network with its backpropagation. What is seen of it is in `playground`.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

ACTIVATIONS = {  # name: (output of z, slope as a function of the output)
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "sigmoid": (lambda z: 0.5 + 0.5 * np.tanh(z / 2), lambda a: a * (1 - a)),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
    "linear": (lambda z: z, np.ones_like),
}


def _circle(rng, n):
    inside = np.arange(n) < n // 2
    radius = rng.uniform(np.where(inside, 0, 3.5), np.where(inside, 2.5, 5))
    angle = rng.uniform(0, 2 * np.pi, n)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _xor(rng, n):
    X = rng.uniform(0.3, 5, (n, 2)) * rng.choice([-1, 1], (n, 1))
    X[n // 2 :, 1] *= -1
    return X


def _gauss(rng, n):
    centre = np.where(np.arange(n) < n // 2, 2.0, -2.0)[:, None]
    return rng.normal(centre, 1.0, (n, 2))


def _spiral(rng, n):
    t = rng.uniform(0, 1, n)
    angle = 3.5 * np.pi * t + np.where(np.arange(n) < n // 2, 0, np.pi)
    return 5 * np.stack([t * np.sin(angle), t * np.cos(angle)], axis=1)


DATASETS = {"circle": _circle, "xor": _xor, "gauss": _gauss, "spiral": _spiral}


def two_spirals(n, seed):
    """Draw n points on each of two spirals: X (2n, 2) of floats, y of -1, then +1.

    The second spiral is the first, reflected in the origin. The old generator of NumPy
    draws the points, so that the numbers are those of published runs.

    >>> X, y = two_spirals(300, seed=1)
    >>> X.shape, X[0].round(4).tolist(), y[[0, -1]].tolist()
    ((600, 2), [7.0854, 5.2042], [-1, 1])
    """
    u = np.random.RandomState(seed).rand(n, 1)
    t = np.sqrt(u) * 780 * 2 * np.pi / 360  # the angle, and the radius as well
    first = np.hstack([-np.cos(t) * t, np.sin(t) * t])
    return np.vstack([first, -first]), np.repeat([-1, 1], n)


@dataclass(frozen=True)
class Settings:
    """What can be chosen; the defaults are a preset that many courses begin with.

    `penalty` is None, "L1" or "L2", and `strength` its factor. It spares the biases.
    """

    dataset: str = "circle"
    hidden: tuple = (4, 2)
    activation: str = "tanh"
    learning_rate: float = 0.03
    batch_size: int = 10
    penalty: str | None = None
    strength: float = 0.0
    seed: int = 0

    def __post_init__(self):
        for what, value, known in (
            ("dataset", self.dataset, DATASETS),
            ("activation", self.activation, ACTIVATIONS),
            ("penalty", self.penalty, (None, "L1", "L2")),
        ):
            if value not in known:
                names = ", ".join(map(str, known))
                raise ValueError(f"{what}: {value!r} is none of {names}.")
        if len(self.hidden) > 6 or not all(1 <= n <= 8 for n in self.hidden):
            layers = ", ".join(map(str, self.hidden))
            raise ValueError(
                f"layers: {layers} where at most 6 layers of 1 to 8 neurons were "
                "expected."
            )


def points(settings, n=250):
    """Draw n training points of the chosen riddle: X (n, 2), and y of -1 and +1.

    >>> X, y = points(Settings(dataset="xor"), n=4)
    >>> y, np.sign(X[:, 0] * X[:, 1])
    (array([ 1.,  1., -1., -1.]), array([ 1.,  1., -1., -1.]))
    """
    rng = np.random.default_rng(settings.seed)
    return DATASETS[settings.dataset](rng, n), np.repeat(
        [1.0, -1.0], [n // 2, -(-n // 2)]
    )


class Network:
    """Fully connected layers, the last of one tanh unit; loss: half the squared error.

    >>> Network(Settings(hidden=(4, 2))).n_params
    25
    """

    def __init__(self, settings):
        self.settings, self.epochs = settings, 0
        self._rng = np.random.default_rng(settings.seed + 1)
        shapes = list(pairwise((2, *settings.hidden, 1)))
        self.W = [self._rng.uniform(-0.5, 0.5, shape) for shape in shapes]
        self.b = [np.full(n, 0.1) for _, n in shapes]
        self._bends = [ACTIVATIONS[settings.activation]] * len(settings.hidden)
        self._bends.append(ACTIVATIONS["tanh"])

    @property
    def n_params(self):
        """How many weights and biases there are."""
        return sum(p.size for p in self.W + self.b)

    def outputs(self, X):
        """Return what every layer says to the rows of X, X itself first."""
        a = [X]
        for W, b, (bend, _) in zip(self.W, self.b, self._bends, strict=True):
            a.append(bend(a[-1] @ W + b))
        return a

    def loss(self, X, y):
        """Return the mean of half the squared error, without the penalty."""
        return 0.5 * np.mean((self.outputs(X)[-1][:, 0] - y) ** 2)

    def wrong(self, X, y):
        """Return the share of points on the wrong side; an output of 0 counts as +1."""
        return np.mean(np.where(self.outputs(X)[-1][:, 0] >= 0, 1, -1) != y)

    def gradients(self, X, y):
        """Return (dW, db) of every layer by backpropagation, penalty included."""
        a = self.outputs(X)
        delta = (a[-1] - y[:, None]) / len(X) * self._bends[-1][1](a[-1])
        found = []
        for layer in reversed(range(len(self.W))):
            dW = a[layer].T @ delta + self._pull(self.W[layer])
            found.insert(0, (dW, delta.sum(axis=0)))
            if layer:
                slope = self._bends[layer - 1][1](a[layer])
                delta = delta @ self.W[layer].T * slope
        return found

    def train(self, X, y, epochs):
        """Descend by mini-batches in a new random order for every epoch."""
        for _ in range(epochs):
            order = self._rng.permutation(len(X))
            for start in range(0, len(X), self.settings.batch_size):
                rows = order[start : start + self.settings.batch_size]
                for n, (dW, db) in enumerate(self.gradients(X[rows], y[rows])):
                    self.W[n] -= self.settings.learning_rate * dW
                    self.b[n] -= self.settings.learning_rate * db
        self.epochs += epochs

    def _pull(self, W):
        """The derivative of the penalty."""
        pulls = {None: np.zeros_like, "L1": np.sign, "L2": lambda W: W}
        return self.settings.strength * pulls[self.settings.penalty](W)
