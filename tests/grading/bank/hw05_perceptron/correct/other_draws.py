"""Draws in unusual ways: random keys, a shuffled order, Gumbel noise."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.select([np.less(a, 0)], [-1.0], default=1.0)


# %% add_bias
def add_bias(X):
    return np.vstack([np.ones(X.shape[0]), X.T]).T


# %% classification_error
def classification_error(w, X, y):
    labels, counts = np.unique((X @ w < 0) == (y == 1), return_counts=True)
    return dict(zip(labels.tolist(), counts.tolist(), strict=True)).get(True, 0)


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    wrong = (X @ w < 0) == (y == 1)
    keys = np.where(wrong, rng.random(len(y)), -1)
    i = keys.argmax()
    return (X[i], y[i]) if keys[i] >= 0 else None


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n = np.zeros(X.shape[1]), 0
    while True:
        wrong = (X @ w < 0) == (y == 1)
        if n == max_updates or not wrong.any():
            return w, n
        i = np.argmax(np.where(wrong, rng.gumbel(size=len(y)), -np.inf))
        w, n = w + y[i] * X[i], n + 1


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w, best, fewest, found_at = np.zeros(X.shape[1]), None, np.inf, 0
    for n in range(max_updates + 1):
        wrong = (X @ w < 0) == (y == 1)
        errors = np.sum(wrong)
        if errors < fewest:
            best, fewest, found_at = w, errors, n
        if errors == 0:
            break
        i = rng.multinomial(1, wrong / errors).argmax()
        w = w + y[i] * X[i]
    return best, fewest, found_at


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    scores = y * (X @ w_star)
    with np.errstate(divide="ignore", invalid="ignore"):
        worst = (
            np.max(np.linalg.norm(X, axis=1)) * np.linalg.norm(w_star) / scores.min()
        )
    return worst**2 if scores.min() > 0 else np.inf
