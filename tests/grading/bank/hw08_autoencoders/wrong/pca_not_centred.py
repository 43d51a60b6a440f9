"""Does not subtract the mean."""

# loses: pca_visible 5, pca_hidden_codes 3, pca_hidden_rebuilt 3, pca_hidden_share 3
import numpy as np


# %% pca
def pca(X, X_new, k):
    mean = np.zeros(X.shape[1])
    _, spread, rows = np.linalg.svd(X - mean, full_matrices=False)
    V = rows[:k].T
    Z = (X_new - mean) @ V
    share = np.sum(spread[:k] ** 2) / np.sum(spread**2)
    return Z, Z @ V.T + mean, share
