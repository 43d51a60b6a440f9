"""Keeps the directions of the smallest variance: eigh sorts upwards."""

# loses: pca_visible 5, pca_hidden_codes 3, pca_hidden_rebuilt 3, pca_hidden_share 3
import numpy as np


# %% pca
def pca(X, X_new, k):
    mean = X.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov((X - mean).T))
    V = vectors[:, :k]
    Z = (X_new - mean) @ V
    return Z, Z @ V.T + mean, values[:k].sum() / values.sum()
