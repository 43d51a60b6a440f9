"""Knows only the first and the last class."""

# loses: lda_hidden_classes 2
import numpy as np


# %% lda
def lda(X, y, k):
    classes = np.unique(y)
    if k > min(len(classes) - 1, X.shape[1]):
        raise ValueError("fewer directions than that can separate these classes")
    mean = X.mean(axis=0)
    S_W = np.zeros((X.shape[1], X.shape[1]))
    S_B = np.zeros((X.shape[1], X.shape[1]))
    for c in (classes[0], classes[-1]):
        own = X[y == c]
        own_mean = own.mean(axis=0)
        S_W += (own - own_mean).T @ (own - own_mean)
        S_B += len(own) * np.outer(own_mean - mean, own_mean - mean)
    values, vectors = np.linalg.eig(np.linalg.solve(S_W, S_B))
    return vectors[:, np.argsort(-values.real)[:k]].real.T
