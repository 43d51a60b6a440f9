"""Products written as einsum, choices by masks."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return 2 * (np.asarray(a) >= 0).astype(int) - 1


# %% add_bias
def add_bias(X):
    return np.concatenate((np.ones_like(X[:, :1]), X), axis=1)


# %% classification_error
def classification_error(w, X, y):
    return np.count_nonzero((np.einsum("nd,d->n", X, w) >= 0) != (y > 0))


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    mask = (np.einsum("nd,d->n", X, w) >= 0) != (y > 0)
    if not mask.any():
        return None
    i = rng.choice(len(y), p=mask / mask.sum())
    return X[i], y[i]


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n = np.zeros(X.shape[-1]), 0
    mask = (np.einsum("nd,d->n", X, w) >= 0) != (y > 0)
    while mask.any() and (max_updates is None or n < max_updates):
        i = rng.choice(len(y), p=mask / mask.sum())
        w = w + np.einsum(",d->d", y[i], X[i])
        mask = (np.einsum("nd,d->n", X, w) >= 0) != (y > 0)
        n += 1
    return w, n


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w, n = np.zeros(X.shape[-1]), 0
    mask = (np.einsum("nd,d->n", X, w) >= 0) != (y > 0)
    best = (w, mask.sum(), 0)
    while mask.any() and n < max_updates:
        i = rng.choice(len(y), p=mask / mask.sum())
        w = w + np.einsum(",d->d", y[i], X[i])
        mask = (np.einsum("nd,d->n", X, w) >= 0) != (y > 0)
        n += 1
        if mask.sum() < best[1]:
            best = (w, mask.sum(), n)
    return best


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    margins = np.einsum("n,nd,d->n", y, X, w_star)
    if (margins <= 0).any():
        return np.inf
    squared = np.einsum("nd,nd->n", X, X).max() * np.einsum("d,d->", w_star, w_star)
    return squared / margins.min() ** 2
