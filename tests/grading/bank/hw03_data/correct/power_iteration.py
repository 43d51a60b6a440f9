"""Finds eigenvectors by multiplying again and again."""

import numpy as np


# %% pca
def pca(X, k):
    centred = X - X.mean(axis=0)
    C = centred.T @ centred / len(X)
    V = np.zeros((0, X.shape[1]))
    share = []
    for j in range(k):
        v = np.cos(np.arange(X.shape[1]) + j)
        for _ in range(400):
            v = C @ v
            v = v - V.T @ (V @ v)
            v = v / np.linalg.norm(v)
        V = np.vstack([V, v])
        share.append(v @ C @ v / np.trace(C))
    return centred @ V.T, V, np.array(share)


# %% lda
def lda(X, y, k):
    labels = np.unique(y)
    if len(labels) <= k or X.shape[1] < k:
        raise ValueError("too many")
    own = np.concatenate([X[y == c] - X[y == c].mean(axis=0) for c in labels])
    within = own.T @ own
    total = (X - X.mean(axis=0)).T @ (X - X.mean(axis=0))
    M = np.linalg.solve(within, total - within)
    W = []
    for j in range(k):
        w = np.cos(np.arange(X.shape[1]) + j)
        for _ in range(400):
            w = M @ w
            for found in W:  # at right angles in the sense of S_W
                w = w - (found @ within @ w) / (found @ within @ found) * found
            w = w / np.linalg.norm(w)
        W.append(w)
    return np.array(W)
