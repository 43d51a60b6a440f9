"""Counts a sum of zero as -1."""

# loses: dense_forward_hidden_activations 4
import numpy as np


# %% dense_forward
def activated(name, Z):
    if name == "relu":
        return np.maximum(Z, 0)
    if name == "sigmoid":
        return 1 / (1 + np.exp(-Z))
    if name == "sign":
        return np.where(Z > 0, 1, -1)
    return Z


def dense_forward(X, Ws, bs, activations):
    H = X
    for W, b, name in zip(Ws, bs, activations, strict=True):
        H = activated(name, H @ W + b)
    return H
