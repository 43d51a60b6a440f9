"""Adds the terms of the classes that are not true."""

# loses: loss_visible 4, loss_hidden_entropy 2
import numpy as np


# %% loss
def loss(A, Y, params, output, lam):
    if output == "softmax":
        error = -np.sum(Y * np.log(np.maximum(A, 1e-12)))
        error -= np.sum((1 - Y) * np.log(np.maximum(1 - A, 1e-12)))
    else:
        error = np.sum((A - Y) ** 2) / 2
    weights = sum(np.sum(W**2) for W, _ in params)
    return float(error / len(A) + lam / 2 * weights)
