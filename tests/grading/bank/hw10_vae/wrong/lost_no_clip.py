"""Takes the logarithm of 0."""

# loses: reconstruction_loss_hidden_clip 2
import numpy as np


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    if kind == "mse":
        return ((x - x_hat) ** 2).sum(axis=1)
    p = x_hat
    return -(x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)
