"""np.append, np.insert and np.hstack; sorts and first elements."""

import numpy as np


# %% sign_pm1
def sign_pm1(a):
    return np.sign(np.sign(a) + 0.5)


# %% add_bias
def add_bias(X):
    return np.append(np.ones((X.shape[0], 1)), X, 1)


# %% classification_error
def classification_error(w, X, y):
    return sum(np.sign(np.sign(X.dot(w)) + 0.5) != y)


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    table = np.hstack([X, y.reshape(-1, 1)])
    wrong = table[np.sign(np.sign(X.dot(w)) + 0.5) != y]
    if wrong.shape[0] == 0:
        return None
    row = rng.permutation(wrong)[0]
    return row[:-1], row[-1]


# %% pla
def pla(X, y, rng, max_updates=None):
    table = np.hstack([X, y.reshape(-1, 1)])
    w = np.array([])
    for _ in range(X.shape[1]):
        w = np.append(w, 0)
    steps = [w]
    while max_updates is None or len(steps) <= max_updates:
        wrong = table[np.sign(np.sign(X.dot(steps[-1])) + 0.5) != y]
        if wrong.shape[0] == 0:
            break
        row = rng.permutation(wrong)[0]
        steps.append(steps[-1] + row[-1] * row[:-1])
    return steps[-1], len(steps) - 1


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    table = np.hstack([X, y.reshape(-1, 1)])
    steps, errors = [np.zeros(X.shape[1])], []
    for _ in range(max_updates + 1):
        wrong = table[np.sign(np.sign(X.dot(steps[-1])) + 0.5) != y]
        errors = np.append(errors, len(wrong))
        if len(wrong) == 0:
            break
        row = rng.permutation(wrong)[0]
        steps.append(steps[-1] + row[-1] * row[:-1])
    best = np.argmin(errors)
    return steps[best], errors[best], best


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    scores = np.sort(y * X.dot(w_star))
    if scores[0] <= 0:
        return np.inf
    lengths = np.sort(np.hypot.reduce(X, axis=1))
    return (lengths[-1] * np.hypot.reduce(w_star) / scores[0]) ** 2
