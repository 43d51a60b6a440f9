"""Draws any example until it is a wrong one."""

import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    right = (X @ w >= 0) == (y > 0)
    while not right.all():
        i = rng.integers(len(y))
        if not right[i]:
            return X[i], y[i]


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n = np.zeros(X.shape[1]), 0
    while n != max_updates and not ((X @ w >= 0) == (y > 0)).all():
        i = rng.integers(len(y))
        if (X[i] @ w >= 0) != (y[i] > 0):
            w, n = w + y[i] * X[i], n + 1
    return w, n
