"""Computes in float32 throughout."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    # compared in the given precision: float32 would turn the smallest numbers into 0
    return np.where(np.asarray(a) < 0, np.float32(-1), np.float32(1))


# %% add_bias
def add_bias(X):
    Z = np.ones((X.shape[0], X.shape[1] + 1), dtype=np.float32)
    Z[:, 1:] = X
    return Z


# %% classification_error
def classification_error(w, X, y):
    scores = X.astype(np.float32) @ w.astype(np.float32)
    return np.sum(np.where(scores >= 0, 1, -1) != y, dtype=np.int32)


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    X, w = X.astype(np.float32), w.astype(np.float32)
    wrong = np.nonzero(np.where(X @ w >= 0, 1, -1) != y)[0]
    if wrong.size == 0:
        return None
    i = rng.choice(wrong)
    return X[i], np.int8(y[i])


# %% pla
def pla(X, y, rng, max_updates=None):
    X, y = X.astype(np.float32), y.astype(np.float32)
    w, n = np.zeros(X.shape[1], np.float32), 0
    while max_updates is None or n < max_updates:
        wrong = np.nonzero(np.where(X @ w >= 0, 1, -1) != y)[0]
        if wrong.size == 0:
            break
        i = rng.choice(wrong)
        w, n = w + y[i] * X[i], n + 1
    return w, n


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    X, y = X.astype(np.float32), y.astype(np.float32)
    w, best = np.zeros(X.shape[1], np.float32), (None, len(y) + 1, 0)
    for n in range(max_updates + 1):
        wrong = np.nonzero(np.where(X @ w >= 0, 1, -1) != y)[0]
        if wrong.size < best[1]:
            best = (w, wrong.size, n)
        if wrong.size == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
    return best


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    X, y, w = (a.astype(np.float32) for a in (X, y, w_star))
    margin = np.min(y * (X @ w))
    if margin <= 0:
        return np.float32(np.inf)
    longest = np.sqrt(np.max(np.sum(X**2, axis=1)))
    return (longest * np.sqrt(np.sum(w**2)) / margin) ** np.float32(2)
