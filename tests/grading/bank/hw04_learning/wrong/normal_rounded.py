"""Rounds the weights to four digits."""

# loses: gd_linear_hidden_normal 2
import numpy as np


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        gradient = 2 / len(y) * (X.T @ (X @ w - y))
        w = w - learning_rate * gradient
    return w


def normal_equations(X, y):
    return np.round(np.linalg.solve(X.T @ X, X.T @ y), 4)
