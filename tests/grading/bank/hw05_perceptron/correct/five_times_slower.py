"""Computes everything five times, and the scores one by one."""

import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    for _ in range(5):
        wrong = [i for i in range(len(X)) if (1 if X[i] @ w >= 0 else -1) != y[i]]
    if not wrong:
        return None
    i = rng.choice(wrong)
    return X[i], y[i]


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n_updates = np.zeros(X.shape[1]), 0
    while max_updates is None or n_updates < max_updates:
        for _ in range(5):
            wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
        if len(wrong) == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
        n_updates += 1
    return w, n_updates


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w, fewest = np.zeros(X.shape[1]), np.inf
    for update in range(max_updates + 1):
        for _ in range(5):
            wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
        if len(wrong) < fewest:
            best, fewest, found_at = w.copy(), len(wrong), update
        if fewest == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
    return best, fewest, found_at
