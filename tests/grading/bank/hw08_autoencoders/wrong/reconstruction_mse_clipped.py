"""Clips the reconstruction for the squared error as well."""

# loses: reconstruction_loss_hidden 2
import numpy as np


# %% reconstruction_loss
def reconstruction_loss(X, X_hat, kind):
    X_hat = np.clip(X_hat, 1e-7, 1 - 1e-7)
    if kind == "mse":
        return np.mean((X - X_hat) ** 2), 0.0
    costs = []
    for guess in (X_hat, X):
        p = np.clip(guess, 1e-7, 1 - 1e-7)
        costs.append(-np.mean(X * np.log(p) + (1 - X) * np.log(1 - p)))
    return costs[0], costs[1]
