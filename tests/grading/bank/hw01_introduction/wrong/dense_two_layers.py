"""Is written for exactly two layers."""

# loses: dense_forward_visible 7, dense_forward_hidden 4,
#   dense_forward_hidden_activations 4
import numpy as np


# %% dense_forward
def activated(name, Z):
    if name == "relu":
        return np.maximum(Z, 0)
    if name == "sigmoid":
        return 1 / (1 + np.exp(-Z))
    if name == "sign":
        return np.where(Z >= 0, 1, -1)
    return Z


def dense_forward(X, Ws, bs, activations):
    H = activated(activations[0], X @ Ws[0] + bs[0])
    return activated(activations[1], H @ Ws[1] + bs[1])
