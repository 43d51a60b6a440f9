"""Computes in float32 throughout."""

import numpy as np


# %% binarize
def binarize(X, threshold=128):
    return (X.astype(np.float32) >= np.float32(threshold)).astype(np.float32)


# %% one_hot
def one_hot(y, n_classes):
    return np.eye(n_classes, dtype=np.float32)[y]


# %% MinMax
class MinMax:
    def fit(self, X):
        X = X.astype(np.float32)
        self.low = X.min(axis=0)
        self.span = X.max(axis=0) - self.low
        self.span[self.span == 0] = 1

    def transform(self, X):
        return (X.astype(np.float32) - self.low) / self.span

    def inverse(self, Z):
        return Z.astype(np.float32) * self.span + self.low


# %% Standard
class Standard:
    def fit(self, X):
        self.mu = X.mean(axis=0)
        self.sigma = np.where(X.max(axis=0) == X.min(axis=0), 1, X.std(axis=0))

    def transform(self, X):
        return ((X - self.mu) / self.sigma).astype(np.float32)

    def inverse(self, Z):
        return Z.astype(np.float32) * self.sigma + self.mu


# %% pca
def pca(X, k):
    X = X.astype(np.float32)
    X = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(X.T @ X / np.float32(len(X)))
    values, vectors = values[::-1], vectors[:, ::-1]
    V = vectors[:, :k].T
    return X @ V.T, V, values[:k] / values.sum()


# %% lda
def lda(X, y, k):
    X = X.astype(np.float32)
    classes = np.unique(y)
    d = X.shape[1]
    if k > min(d, len(classes) - 1):
        raise ValueError
    S_W, S_B = np.zeros((d, d), np.float32), np.zeros((d, d), np.float32)
    for c in classes:
        A = X[y == c]
        mean = A.mean(axis=0)
        S_W += (A - mean).T @ (A - mean)
        S_B += np.float32(len(A)) * np.outer(
            mean - X.mean(axis=0), mean - X.mean(axis=0)
        )
    values, vectors = np.linalg.eig(np.linalg.solve(S_W, S_B))
    best = np.argsort(values.real)[::-1][:k]
    return vectors.real[:, best].T


# %% minibatches
def minibatches(X, y, batch_size, rng):
    X, order = X.astype(np.float32), rng.permutation(len(y))
    cuts = range(batch_size, len(y), batch_size)
    return [(X[i], y[i].astype(np.float32)) for i in np.split(order, cuts)]


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    images, m = images.astype(np.float32), max_shift
    n, h, w = images.shape
    new = np.zeros((n * (1 + copies), h, w), dtype=np.float32)
    new[:n] = images
    for i in range(n, len(new)):
        dy, dx = rng.integers(-m, m + 1), rng.integers(-m, m + 1)
        old = images[i % n]
        to = new[i, max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)]
        to[...] = old[max(-dy, 0) : h - max(dy, 0), max(-dx, 0) : w - max(dx, 0)]
    return new, np.tile(labels.astype(np.float32), 1 + copies)
