"""Takes the singular values for variances."""

# loses: pca_visible 5, pca_hidden_share 2
import numpy as np


# %% pca
def pca(X, k):
    centred = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    values = np.linalg.svd(centred, full_matrices=True)[1]
    values = np.append(values, np.zeros(X.shape[1] - len(values)))
    vectors = vectors[:, ::-1]
    order = np.argsort(-values)[:k]
    components = vectors[:, order].T
    Z = centred @ components.T
    share = values[order] / values.sum()
    return Z, components, share
