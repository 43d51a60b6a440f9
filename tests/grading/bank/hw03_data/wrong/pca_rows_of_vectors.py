"""Takes the rows of the matrix of eigenvectors."""

# loses: pca_hidden 3
import numpy as np


# %% pca
def pca(X, k):
    centred = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    order = np.argsort(-values)[:k]
    components = vectors[order]
    Z = centred @ components.T
    share = values[order] / values.sum()
    return Z, components, share
