"""Centres X in place."""

# loses: pca_visible 5, pca_hidden 3
import numpy as np


# %% pca
def pca(X, k):
    X -= X.mean(axis=0)
    centred = X
    values, vectors = np.linalg.eigh(centred.T @ centred)
    order = np.argsort(-values)[:k]
    components = vectors[:, order].T
    Z = centred @ components.T
    share = values[order] / values.sum()
    return Z, components, share
