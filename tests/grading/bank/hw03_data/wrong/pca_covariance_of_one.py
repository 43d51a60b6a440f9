"""Hands a single number to eigh when there is one feature."""

# loses: pca_hidden_projection 2
import numpy as np


# %% pca
def pca(X, k):
    centred = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(centred, rowvar=False))
    order = np.argsort(-values)[:k]
    components = vectors[:, order].T
    return centred @ components.T, components, values[order] / values.sum()
