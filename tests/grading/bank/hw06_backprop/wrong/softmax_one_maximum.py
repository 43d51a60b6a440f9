"""Subtracts the largest score of the whole batch."""

# loses: softmax_hidden_far 2
import numpy as np


# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max())
    P = E / E.sum(axis=1, keepdims=True)
    J = np.eye(Z.shape[1]) * P[:, None, :] - P[:, :, None] * P[:, None, :]
    return P, J
