"""Subtracts the mean of each row, where the largest would be safe."""

# loses: softmax_hidden_far 2
import numpy as np


# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.mean(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    J = np.eye(Z.shape[1]) * P[:, None, :] - P[:, :, None] * P[:, None, :]
    return P, J
