"""Takes the entropy of the reconstruction for the floor."""

# loses: reconstruction_loss_visible 5, reconstruction_loss_hidden_floor 2
import numpy as np


# %% reconstruction_loss
def reconstruction_loss(X, X_hat, kind):
    if kind == "mse":
        return np.mean((X - X_hat) ** 2), 0.0
    costs = []
    p = np.clip(X_hat, 1e-7, 1 - 1e-7)
    for guess in (X, p):
        costs.append(-np.mean(guess * np.log(p) + (1 - guess) * np.log(1 - p)))
    return costs[0], costs[1]
