"""Takes a tiny negative sum for zero."""

# loses: dense_forward_hidden_activations 4
import numpy as np


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    functions = {
        "identity": lambda Z: Z,
        "relu": lambda Z: np.maximum(Z, 0),
        "sigmoid": lambda Z: (1 + np.tanh(Z / 2)) / 2,
        "sign": lambda Z: np.where(Z > -1e-9, 1, -1),
    }
    H = X
    for W, b, name in zip(Ws, bs, activations, strict=True):
        H = functions[name](H @ W + b)
    return H
