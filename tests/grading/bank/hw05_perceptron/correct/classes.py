"""Type hints, a dataclass, lambdas and helpers of its own."""

from dataclasses import dataclass

import numpy as np

# %% sign_pm1
sign_pm1 = np.vectorize(lambda number: 1 if number >= 0 else -1, otypes=[int])


# %% add_bias
from typing import Final  # noqa: E402

ONE: Final = 1.0


def add_bias(X: np.ndarray) -> np.ndarray:
    """Put the column of ones in front."""
    return np.pad(X, ((0, 0), (1, 0)), constant_values=ONE)


# %% classification_error
class Counter:
    """Counts while it is called."""

    def __init__(self, w: np.ndarray) -> None:
        self.w, self.errors = w, 0

    def __call__(self, x: np.ndarray, label: int) -> None:
        self.errors += ((x * self.w).sum() >= 0) != (label > 0)


def classification_error(w: np.ndarray, X: np.ndarray, y: np.ndarray) -> int:
    counter = Counter(w)
    for x, label in zip(X, y, strict=True):
        counter(x, label)
    return int(counter.errors)


# %% choose_misclassified
is_wrong = lambda w, x, label: (x @ w >= 0) != (label > 0)  # noqa: E731


def choose_misclassified(w, X, y, rng: np.random.Generator) -> tuple | None:
    wrong = [(x, label) for x, label in zip(X, y, strict=True) if is_wrong(w, x, label)]
    return wrong[rng.integers(0, len(wrong), endpoint=False)] if wrong else None


# %% pla
from dataclasses import dataclass  # noqa: E402, F811


@dataclass
class Perceptron:
    """A neuron that counts its updates."""

    w: np.ndarray
    n_updates: int = 0

    def wrong(self, X, y):
        return [i for i in range(len(y)) if (X[i] @ self.w >= 0) != (y[i] > 0)]

    def learn(self, x, label):
        self.w = self.w + label * x
        self.n_updates += 1


def pla(X, y, rng, max_updates: int | None = None) -> tuple[np.ndarray, int]:
    neuron = Perceptron(np.zeros(X.shape[1]))
    while (wrong := neuron.wrong(X, y)) and neuron.n_updates != max_updates:
        i = wrong[rng.integers(len(wrong))]
        neuron.learn(X[i], y[i])
    return neuron.w, neuron.n_updates


# %% pocket
@dataclass(order=True)
class Candidate:
    """Candidates are compared by their errors, then by when they were found."""

    errors: int
    found_at: int
    w: np.ndarray = None


def pocket(X, y, rng, max_updates: int = 1000) -> tuple[np.ndarray, int, int]:
    neuron = Perceptron(np.zeros(X.shape[1]))
    candidates = []
    while True:
        wrong = neuron.wrong(X, y)
        candidates.append(Candidate(len(wrong), neuron.n_updates, neuron.w))
        if not wrong or neuron.n_updates == max_updates:
            break
        i = wrong[rng.integers(len(wrong))]
        neuron.learn(X[i], y[i])
    best = min(candidates, key=lambda one: (one.errors, one.found_at))
    return best.w, best.errors, best.found_at


# %% novikoff_bound
def novikoff_bound(X: np.ndarray, y: np.ndarray, w_star: np.ndarray) -> float:
    length = lambda v: float(np.sqrt(v @ v))  # noqa: E731
    margin = min(label * (x @ w_star) for x, label in zip(X, y, strict=True))
    radius = max(map(length, X))
    return (radius * length(w_star) / margin) ** 2 if margin > 0 else float("inf")
