"""Keeps whole numbers in 8 bits and a probability off 0 and 1."""

# loses: augment_hidden 5, sigmoid_hidden_stable 4
import numpy as np


# %% augment
def augment(X):
    X = X.astype(np.int8) if X.dtype.kind == "i" else X
    return np.hstack([np.ones((len(X), 1)), X])


# %% sigmoid
def sigmoid(u):
    e = np.exp(-np.abs(np.asarray(u, float)))
    right = np.where(np.asarray(u) >= 0, 1, e) / (1 + e)
    return np.clip(right, 1e-7, 1 - 1e-7)
