"""Centres the new examples by their own mean."""

# loses: pca_visible 5, pca_hidden_codes 3, pca_hidden_rebuilt 3
import numpy as np


# %% pca
def pca(X, X_new, k):
    mean = X.mean(axis=0)
    _, spread, rows = np.linalg.svd(X - mean, full_matrices=False)
    V = rows[:k].T
    Z = (X_new - X_new.mean(axis=0)) @ V
    share = np.sum(spread[:k] ** 2) / np.sum(spread**2)
    return Z, Z @ V.T + mean, share
