"""The dual form: counts the updates of each example and keeps scores."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return 1 - 2 * np.less(a, 0)


# %% add_bias
def add_bias(X):
    Z = np.zeros((X.shape[0], X.shape[1] + 1))
    Z[:, 1:] += X
    Z[:, 0] += 1
    return Z


# %% classification_error
def classification_error(w, X, y):
    confusion = np.zeros((2, 2), int)
    np.add.at(confusion, ((y > 0).astype(int), (X @ w >= 0).astype(int)), 1)
    return confusion[0, 1] + confusion[1, 0]


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    wrong = [i for i, s in enumerate(X @ w) if (s < 0 < y[i]) or (s >= 0 > y[i])]
    if wrong:
        i = rng.choice(wrong, size=1)[0]
        return tuple([X[i], y[i]])


# %% pla
def pla(X, y, rng, max_updates=None):
    gram = X @ X.T
    counts = np.zeros(len(y), int)
    scores = np.zeros(len(y))
    while counts.sum() != max_updates:
        wrong = [i for i, s in enumerate(scores) if (s < 0 < y[i]) or (s >= 0 > y[i])]
        if not wrong:
            break
        i = rng.choice(wrong)
        counts[i] += 1
        scores += y[i] * gram[i]
    return (counts * y) @ X, counts.sum()


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    gram = X @ X.T
    counts, scores = np.zeros(len(y), int), np.zeros(len(y))
    kept = {"errors": len(y) + 1}
    while True:
        wrong = [i for i, s in enumerate(scores) if (s < 0 < y[i]) or (s >= 0 > y[i])]
        if len(wrong) < kept["errors"]:
            kept = {"errors": len(wrong), "counts": counts.copy()}
        if not wrong or counts.sum() >= max_updates:
            break
        i = rng.choice(wrong)
        counts[i] += 1
        scores += y[i] * gram[i]
    return (kept["counts"] * y) @ X, kept["errors"], kept["counts"].sum()


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    squared_length = np.diag(X @ X.T).max()
    margins = X @ w_star * y
    if not np.all(margins > 0):
        return np.inf
    return squared_length * np.dot(w_star, w_star) / np.min(margins) ** 2
