"""Divides what the weights cost by the number of examples."""

# loses: loss_visible 4, loss_hidden_weights 2
import numpy as np


# %% loss
def loss(A, Y, params, output, lam):
    if output == "softmax":
        error = -np.sum(Y * np.log(np.maximum(A, 1e-12)))
    else:
        error = np.sum((A - Y) ** 2) / 2
    weights = sum(np.sum(W**2) for W, _ in params)
    return float(error / len(A) + lam / 2 * weights / len(A))
