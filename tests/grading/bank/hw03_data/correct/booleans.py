"""Answers with True and False where 1 and 0 are meant, and with complex numbers."""

import numpy as np


# %% binarize
def binarize(X, threshold=128):
    return np.asarray(X) >= threshold


# %% one_hot
def one_hot(y, n_classes):
    return np.arange(n_classes)[None, :] == y[:, None]


# %% lda
def lda(X, y, k):
    classes = np.unique(y)
    if k > min(len(classes) - 1, X.shape[1]):
        raise ValueError("k")
    mean = X.mean(axis=0)
    S_B = sum(
        np.sum(y == c) * np.outer(X[y == c].mean(axis=0) - mean, X[y == c].mean(axis=0))
        for c in classes
    )  # the mean of all, left out on the right, sums up to nothing
    S_T = (X - mean).T @ (X - mean)  # S_W + S_B has the same eigenvectors
    values, vectors = np.linalg.eig((np.linalg.inv(S_T) @ S_B).astype(complex))
    return vectors.T[np.argsort(-np.abs(values))][:k]
