"""Works in place on arrays of its own, with copies into the pocket."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    signs = np.ones_like(np.array(a, dtype=float))
    signs[np.asarray(a) < 0] = -1
    return signs


# %% add_bias
def add_bias(X):
    Z = np.empty((len(X), 1 + X.shape[1]))
    Z[:, 0] = 1
    Z[:, 1:] = X
    return Z


# %% classification_error
def classification_error(w, X, y):
    wrong = X @ w
    wrong[wrong >= 0] = 1
    wrong[wrong < 0] = -1
    wrong -= y
    return len(wrong[wrong != 0])


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    scores = X @ w
    scores[scores >= 0] = 1
    scores[scores < 0] = -1
    own_X, own_y = X[scores != y].copy(), y[scores != y].copy()
    if len(own_y) == 0:
        return None
    order = np.arange(len(own_y))
    rng.shuffle(order)
    return own_X[order[0]], own_y[order[0]]


# %% pla
def pla(X, y, rng, max_updates=None):
    signed = X.copy().astype(float)
    signed *= y[:, np.newaxis]
    w = np.zeros(X.shape[1])
    n_updates = 0
    while n_updates != max_updates:
        scores = signed @ w
        wrong = np.where((scores < 0) | ((scores == 0) & (y < 0)))[0]
        if not wrong.size:
            break
        rng.shuffle(wrong)
        w += signed[wrong[0]]
        n_updates += 1
    return w, n_updates


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = np.zeros(X.shape[1])
    best_w, best_errors, best_update = w.copy(), np.sum(y < 0), 0
    update = 0
    while best_errors > 0 and update < max_updates:
        wrong = np.where((X @ w >= 0) != (y == 1))[0]
        rng.shuffle(wrong)
        w += y[wrong[0]] * X[wrong[0]]
        update += 1
        errors = np.sum((X @ w >= 0) != (y == 1))
        if errors < best_errors:
            best_w[:] = w
            best_errors, best_update = errors, update
    return best_w, best_errors, best_update


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    margins = X @ w_star
    margins *= y
    margins.sort()
    if margins[0] <= 0:
        return np.inf
    lengths = np.sqrt(np.sum(np.square(X), axis=1))
    lengths.sort()
    return np.square(lengths[-1] * np.linalg.norm(w_star) / margins[0])
