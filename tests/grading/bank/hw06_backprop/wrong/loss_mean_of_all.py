"""Takes the mean over the outputs too."""

# loses: loss_visible 4, loss_hidden 2
import numpy as np


# %% loss
def loss(A, Y, params, output, lam):
    if output == "softmax":
        error = -np.sum(Y * np.log(np.maximum(A, 1e-12)))
    else:
        error = np.mean((A - Y) ** 2) / 2 * len(A)
    weights = sum(np.sum(W**2) for W, _ in params)
    return float(error / len(A) + lam / 2 * weights)
