"""Forgets the extra term of the diagonal."""

# loses: softmax_visible 4, softmax_hidden_slopes 2, softmax_hidden_far 2
import numpy as np


# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    J = -P[:, :, None] * P[:, None, :]
    return P, J
