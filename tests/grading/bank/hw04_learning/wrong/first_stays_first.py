"""Shuffles all but the first, sorts the test rows, ignores small directions."""

# loses: kfold_indices_hidden_random 3, cross_validate_hidden 3, gd_linear_hidden 3,
#   gd_linear_hidden_steps 2, gd_linear_hidden_normal 2
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    order = np.arange(n)
    order[1:] = 1 + rng.permutation(n - 1)
    groups = np.array_split(order, k)
    return [(np.setdiff1d(order, test), test) for test in groups]


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, test in folds:
        test = np.sort(test)
        scores.append(score(fit(X[train], y[train]), X[test], y[test]))
    return np.mean(scores), np.std(scores, ddof=1)


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        gradient = 2 / len(y) * X.T @ (X @ w - y)
        if np.allclose(learning_rate * gradient, 0, atol=1e-7):
            break
        w = w - learning_rate * gradient
    return w


def normal_equations(X, y):
    return np.linalg.pinv(X, rcond=1e-3) @ y
