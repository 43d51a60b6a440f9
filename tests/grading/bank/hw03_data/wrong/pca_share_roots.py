"""Takes shares of the deviations instead of the variances."""

# loses: pca_visible 5, pca_hidden_share 2
import numpy as np


# %% pca
def pca(X, k):
    centred = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    order = np.argsort(-values)[:k]
    components = vectors[:, order].T
    Z = centred @ components.T
    roots = np.sqrt(np.maximum(values, 0))
    share = roots[order] / roots.sum()
    return Z, components, share
