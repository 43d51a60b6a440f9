"""Takes the logarithm of 0."""

# loses: loss_hidden_entropy 2
import numpy as np


# %% loss
def loss(A, Y, params, output, lam):
    error = -np.sum(Y * np.log(A)) if output == "softmax" else np.sum((A - Y) ** 2) / 2
    weights = sum(np.sum(W**2) for W, _ in params)
    return float(error / len(A) + lam / 2 * weights)
