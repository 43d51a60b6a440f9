"""Recursion, generators and itertools where they fit."""

import itertools

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    a = np.asarray(a)
    if a.ndim == 0:
        return -1 if a < 0 else +1
    return np.stack([sign_pm1(part) for part in a])


# %% add_bias
def add_bias(X):
    if len(X) == 1:
        return np.concatenate([[1.0], X[0]])[None, :]
    return np.vstack([add_bias(X[:1]), add_bias(X[1:])])


# %% classification_error
def classification_error(w, X, y):
    if len(y) == 0:
        return 0
    first = (-1 if X[0] @ w < 0 else 1) != y[0]
    return int(first) + classification_error(w, X[1:], y[1:])


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    """Reservoir sampling: each later wrong example takes the place with chance 1/k."""
    chosen, k = None, 0
    for x, label in zip(X, y, strict=True):
        if (-1 if x @ w < 0 else 1) != label:
            k += 1
            if rng.random() < 1 / k:
                chosen = (x, label)
    return chosen


# %% pla
import itertools  # noqa: E402, F811


def run(X, y, rng):
    w = np.zeros(X.shape[1])
    while True:
        wrong = np.flatnonzero(np.where(X @ w < 0, -1, 1) != y)
        yield w, len(wrong)
        if not len(wrong):
            return
        i = rng.choice(wrong)
        w = w + y[i] * X[i]


def pla(X, y, rng, max_updates=None):
    stop = None if max_updates is None else max_updates + 1
    for n, (w, _) in enumerate(itertools.islice(run(X, y, rng), stop)):  # noqa: B007
        pass
    return w, n


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    seen = enumerate(itertools.islice(run(X, y, rng), max_updates + 1))
    found_at, (w, errors) = min(seen, key=lambda one: one[1][1])
    return w, errors, found_at


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    def margins():
        yield from (label * (x @ w_star) for x, label in zip(X, y, strict=True))

    if not all(margin > 0 for margin in margins()):
        return np.inf
    largest = max(x @ x for x in X)
    return largest * (w_star @ w_star) / min(margins()) ** 2
