"""Takes large numbers for pixels, and is sure beyond 14."""

# loses: augment_hidden 5, sigmoid_hidden_stable 4
import numpy as np


# %% augment
def augment(X):
    X = X / 255 if X.max() > 255 else X
    return np.hstack([np.ones((len(X), 1)), X])


# %% sigmoid
def sigmoid(u):
    e = np.exp(-np.abs(np.asarray(u, float)))
    right = np.where(np.asarray(u) >= 0, 1, e) / (1 + e)
    return np.where(np.abs(u) > 14, np.asarray(u) > 0, right)
