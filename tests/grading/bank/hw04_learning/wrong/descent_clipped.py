"""Cuts the gradient at 500, to be safe."""

# loses: gd_linear_hidden 3
import numpy as np


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        gradient = 2 / len(y) * (X.T @ (X @ w - y))
        w = w - learning_rate * np.clip(gradient, -500, 500)
    return w


def normal_equations(X, y):
    return np.linalg.solve(X.T @ X, X.T @ y)
