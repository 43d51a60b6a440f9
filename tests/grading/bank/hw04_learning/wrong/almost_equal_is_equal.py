"""Takes numbers that are nearly equal for equal."""

# loses: ber_hidden_labels 2, class_weights_hidden_labels 2, r2_hidden 2,
#   gd_linear_hidden 3, gd_linear_hidden_steps 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    return np.mean(
        [
            np.mean(
                ~np.isclose(y_pred[y_true == c], c)
                if y_true.dtype.kind != "U"
                else y_pred[y_true == c] != c
            )
            for c in np.unique(y_true)
        ]
    )


# %% class_weights
def class_weights(y):
    y = y.round(9) if y.dtype.kind == "f" else y
    labels, counts = np.unique(y, return_counts=True)
    return {c: len(y) / (len(labels) * n) for c, n in zip(labels, counts, strict=True)}


# %% r2
def r2(y, y_hat):
    if np.var(y) < 1e-20:
        return 1.0 if (y == y_hat).all() else 0.0
    return 1 - np.sum((y - y_hat) ** 2) / np.sum((y - y.mean()) ** 2)


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        gradient = 2 / len(y) * X.T @ (X @ w - y)
        if np.linalg.norm(gradient) < 1e-6:
            break
        w = w - learning_rate * gradient
    return w


def normal_equations(X, y):
    return np.linalg.solve(X.T @ X, X.T @ y)
