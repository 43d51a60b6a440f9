"""Singular values for PCA, whitening for LDA, sums of squares for the deviation."""

import numpy as np


# %% Standard
class Standard:
    def fit(self, X):
        self.mu = np.mean(X, axis=0)
        variance = np.mean(np.square(X - self.mu), axis=0)
        self.sigma = np.sqrt(np.where(np.ptp(X, axis=0) > 0, variance, 1))

    def transform(self, X):
        return (X - self.mu) / self.sigma

    def inverse(self, Z):
        return self.mu + self.sigma * Z


# %% pca
def pca(X, k):
    mean = X.mean(axis=0, keepdims=True)
    U, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / np.sum(s**2)


# %% lda
def lda(X, y, k):
    labels = np.unique(y)
    if k > min(len(labels) - 1, X.shape[1]):
        raise ValueError("k")
    means = np.array([X[y == c].mean(axis=0) for c in labels])
    own = X - means[np.searchsorted(labels, y)]
    _, s, V = np.linalg.svd(own, full_matrices=False)
    round_ = V.T / s  # in these coordinates the spread within the classes is 1
    sizes = np.array([(y == c).sum() for c in labels])
    apart = np.sqrt(sizes)[:, None] * (means - X.mean(axis=0)) @ round_
    return np.linalg.svd(apart)[2][:k] @ round_.T
