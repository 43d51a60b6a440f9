"""Has the first term of the cross-entropy only."""

# loses: reconstruction_loss_visible 5, reconstruction_loss_hidden_bce 3,
#   reconstruction_loss_hidden_clip 2
import numpy as np


# %% reconstruction_loss
def reconstruction_loss(x, x_hat, kind):
    if kind == "mse":
        return ((x - x_hat) ** 2).sum(axis=1)
    p = np.clip(x_hat, 1e-7, 1 - 1e-7)
    return -(x * np.log(p)).sum(axis=1)
