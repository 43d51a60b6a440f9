"""Recursion, generators and itertools where they fit."""

# %% confusion_matrix
import itertools

import numpy as np


def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    k = range(n_classes)
    counts = [np.sum((y_true == i) & (y_pred == j)) for i, j in itertools.product(k, k)]
    order = "C" if rows == "truth" else "F"
    return np.array(counts).reshape((n_classes, n_classes), order=order)


# %% ber
def shares(y_true, y_pred):
    if len(y_true) == 0:
        return
    own = y_true == y_true[0]
    yield 1 - np.mean(y_pred[own] == y_true[0])
    yield from shares(y_true[~own], y_pred[~own])


def ber(y_true, y_pred):
    return np.mean(list(shares(y_true, y_pred)))


# %% class_weights
import itertools  # noqa: E402, F811


def class_weights(y):
    groups = {c: len(list(own)) for c, own in itertools.groupby(sorted(y.tolist()))}
    return {c: len(y) / len(groups) / size for c, size in groups.items()}


# %% kfold_indices
def kfold_indices(n, k, rng):
    def deal(order, k):
        if k == 0:
            return []
        size = -(-len(order) // k)
        return [order[:size], *deal(order[size:], k - 1)]

    groups = deal(rng.permutation(n), k)
    rest = [np.concatenate(groups[:i] + groups[i + 1 :]) for i in range(k)]
    return list(zip(rest, groups, strict=True))


# %% cross_validate
def each_score(fit, score, X, y, folds):
    for train, test in folds:
        yield score(fit(X[train], y[train]), X[test], y[test])


def cross_validate(fit, score, X, y, folds):
    scores = np.fromiter(each_score(fit, score, X, y, folds), float)
    return scores.mean(), scores.std() * np.sqrt(len(scores) / (len(scores) - 1))


# %% gd_linear
import functools  # noqa: E402


def gd_linear(X, y, learning_rate, steps):
    def step(w, _):
        return w + learning_rate * 2 * ((y - X @ w) @ X) / len(X)

    return functools.reduce(step, range(steps), np.zeros(X.shape[1]))


def normal_equations(X, y):
    return np.linalg.pinv(X.T @ X) @ (X.T @ y)


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = sorted(set(y))
    table = {c: X_new @ fit(X, np.sign((y == c) - 0.5)) for c in labels}
    return [max(labels, key=lambda c: (table[c][i], -c)) for i in range(len(X_new))]
