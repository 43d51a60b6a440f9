"""Divides the columns by their standard deviations first."""

# loses: pca_visible 5, pca_hidden_codes 3, pca_hidden_rebuilt 3, pca_hidden_share 3
import numpy as np


# %% pca
def pca(X, X_new, k):
    mean, std = X.mean(axis=0), X.std(axis=0)
    _, spread, rows = np.linalg.svd((X - mean) / std, full_matrices=False)
    V = rows[:k].T
    Z = (X_new - mean) / std @ V
    share = np.sum(spread[:k] ** 2) / np.sum(spread**2)
    return Z, Z @ V.T * std + mean, share
