"""Columns, matrices and one-row products instead of vectors."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.heaviside(a, 1.0) * 2 - 1


# %% add_bias
def add_bias(X):
    d = X.shape[1]
    shift = np.eye(d, d + 1, k=1)
    return X @ shift + np.eye(1, d + 1)


# %% classification_error
def classification_error(w, X, y):
    scores = X @ w.reshape(-1, 1)
    predicted = np.where(scores >= 0, 1, -1)
    return int((predicted != y.reshape(-1, 1)).sum(axis=0)[0])


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    scores = (X @ w[:, None])[:, 0]
    (wrong,) = np.nonzero(scores * y + (scores == 0) * y < 0)
    i = wrong[rng.permutation(len(wrong))[:1]]
    return (X[i].ravel(), y[i].item()) if len(i) else None


# %% pla
def pla(X, y, rng, max_updates=None):
    W, n = np.zeros((X.shape[1], 1)), 0
    while n != max_updates:
        scores = (X @ W)[:, 0]
        (wrong,) = np.nonzero(scores * y + (scores == 0) * y < 0)
        if len(wrong) == 0:
            break
        i = wrong[rng.permutation(len(wrong))[:1]]
        W = W + X[i].T @ y[i][:, None]
        n += 1
    return W.ravel(), n


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    W = np.zeros((X.shape[1], max_updates + 1))
    errors = np.full(max_updates + 1, len(y) + 1)
    for n in range(max_updates + 1):
        scores = X @ W[:, n]
        (wrong,) = np.nonzero(scores * y + (scores == 0) * y < 0)
        errors[n] = len(wrong)
        if len(wrong) == 0:
            break
        if n < max_updates:
            i = wrong[rng.permutation(len(wrong))[0]]
            W[:, n + 1] = W[:, n] + y[i] * X[i]
    best = int(errors.argmin())
    return W[:, best], int(errors[best]), best


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    margins = np.diag(y) @ X @ w_star.reshape(-1, 1)
    if margins.min() <= 0:
        return np.inf
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    return (lengths.max() / (margins / np.linalg.norm(w_star)).min()) ** 2
