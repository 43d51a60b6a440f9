"""Divides by the number of features."""

# loses: gd_linear_visible 5, gd_linear_hidden 3
import numpy as np


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        gradient = 2 / X.shape[1] * X.T @ (X @ w - y)
        w = w - learning_rate * gradient
    return w


def normal_equations(X, y):
    return np.linalg.solve(X.T @ X, X.T @ y)
