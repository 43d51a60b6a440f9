"""Raises e to the scores as they are."""

# loses: softmax_hidden_far 2
import numpy as np


# %% softmax
def softmax(Z):
    E = np.exp(Z)
    P = E / E.sum(axis=1, keepdims=True)
    J = np.eye(Z.shape[1]) * P[:, None, :] - P[:, :, None] * P[:, None, :]
    return P, J
