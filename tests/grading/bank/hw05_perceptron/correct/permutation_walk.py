"""Walks a random permutation to the first wrong example."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.copysign(1, np.asarray(a) + 0.0)


# %% add_bias
def add_bias(X):
    return np.insert(X, 0, 1, axis=1)


# %% classification_error
def classification_error(w, X, y):
    return sum(1 for x, t in zip(X, y, strict=True) if t != (1 if x @ w >= 0 else -1))


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    for i in rng.permutation(len(y)):
        if (1 if X[i] @ w >= 0 else -1) != y[i]:
            return X[i], y[i]
    return None


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n_updates, found = np.zeros(X.shape[1]), 0, True
    while found and n_updates != max_updates:
        found = False
        for i in rng.permutation(len(y)):
            if (1 if X[i] @ w >= 0 else -1) != y[i]:
                w = w + y[i] * X[i]
                n_updates += 1
                found = True
                break
    return w, n_updates


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = np.zeros(X.shape[1])
    best, found_at = w, 0
    fewest = sum(1 for t in y if t == -1)
    for update in range(1, max_updates + 1):
        if fewest == 0:
            break
        for i in rng.permutation(len(y)):
            if (1 if X[i] @ w >= 0 else -1) != y[i]:
                w = w + y[i] * X[i]
                break
        errors = int(((X @ w >= 0) != (y == 1)).sum())
        if errors < fewest:
            best, fewest, found_at = w, errors, update
    return best, fewest, found_at


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    bound = 0.0
    if any(t * (x @ w_star) <= 0 for x, t in zip(X, y, strict=True)):
        return np.inf
    for x in X:
        for z, t in zip(X, y, strict=True):
            bound = max(bound, (x @ x) * (w_star @ w_star) / (t * (z @ w_star)) ** 2)
    return bound
