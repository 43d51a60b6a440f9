"""Counts in float32, and fits a line in it."""

import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    matrix = np.zeros((n_classes, n_classes), np.float32)
    np.add.at(matrix, (y_true, y_pred), np.float32(1))
    return matrix.T if rows == "predicted" else matrix


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    X, y = X.astype(np.float32), y.astype(np.float32)
    w = np.zeros(X.shape[1], np.float32)
    for _ in range(steps):
        w = w - np.float32(2 * learning_rate / len(y)) * (X.T @ (X @ w - y))
    return w


def normal_equations(X, y):
    return np.linalg.solve(X.T @ X, X.T @ y)
