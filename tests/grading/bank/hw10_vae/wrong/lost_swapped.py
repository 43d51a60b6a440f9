"""Swaps the data and the answers in the cross-entropy."""

# loses: reconstruction_loss_visible 5, reconstruction_loss_hidden_bce 3,
#   reconstruction_loss_hidden_clip 2
import numpy as np


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    if kind == "mse":
        return ((x - x_hat) ** 2).sum(axis=1)
    p = np.clip(x, 1e-7, 1 - 1e-7)
    return -(x_hat * np.log(p) + (1 - x_hat) * np.log(1 - p)).sum(axis=1)
