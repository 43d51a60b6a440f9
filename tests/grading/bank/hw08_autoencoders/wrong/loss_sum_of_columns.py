"""Takes the mean over the examples and the sum over the columns."""

# loses: reconstruction_loss_visible 5, reconstruction_loss_hidden 2,
#   reconstruction_loss_hidden_bce 2, reconstruction_loss_hidden_floor 2,
#   reconstruction_loss_hidden_clip 1
import numpy as np


# %% reconstruction_loss
def reconstruction_loss(X, X_hat, kind):
    if kind == "mse":
        return np.sum((X - X_hat) ** 2) / len(X), 0.0
    costs = []
    for guess in (X_hat, X):
        p = np.clip(guess, 1e-7, 1 - 1e-7)
        costs.append(-np.sum(X * np.log(p) + (1 - X) * np.log(1 - p)) / len(X))
    return costs[0], costs[1]
