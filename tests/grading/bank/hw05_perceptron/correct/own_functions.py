"""Each function calls the earlier ones, which is allowed."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.where(np.asarray(a) < 0, -1, 1)


# %% add_bias
def add_bias(X):
    ones = np.ones((X.shape[0], 1))
    return np.hstack((ones, X))


# %% classification_error
def classification_error(w, X, y):
    return int((sign_pm1(X @ w) != y).sum())


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    if classification_error(w, X, y) == 0:
        return None
    i = rng.choice(np.flatnonzero(sign_pm1(X @ w) != y))
    return (X[i].copy(), int(y[i]))


# %% pla
def pla(X, y, rng, max_updates=None):
    w = np.zeros(X.shape[1])
    n_updates = 0
    while (pair := choose_misclassified(w, X, y, rng)) is not None:
        if max_updates is not None and n_updates >= max_updates:
            break
        x, label = pair
        w = w + label * x
        n_updates += 1
    return w, n_updates


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = np.zeros(X.shape[1])
    best, fewest, found_at = w, classification_error(w, X, y), 0
    for update in range(1, max_updates + 1):
        if fewest == 0:
            break
        x, label = choose_misclassified(w, X, y, rng)
        w = w + label * x
        errors = classification_error(w, X, y)
        if errors < fewest:
            best, fewest, found_at = w, errors, update
    return best, fewest, found_at


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    if classification_error(w_star, X, y) > 0 or (X @ w_star == 0).any():
        return np.inf
    R = np.linalg.norm(X, axis=1).max()
    gamma = np.abs(X @ w_star).min() / np.linalg.norm(w_star)
    return (R / gamma) ** 2
