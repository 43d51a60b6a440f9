"""Works in place on arrays of its own."""

import numpy as np


# %% binarize
def binarize(X, threshold=128):
    high = np.greater_equal(X, threshold)
    B = np.empty_like(X)
    B[high] = 1
    B[~high] = 0
    return B


# %% one_hot
def one_hot(y, n_classes):
    H = np.zeros(len(y) * n_classes)
    H[np.arange(len(y)) * n_classes + y] = 1
    return H.reshape(len(y), n_classes)


# %% MinMax
class MinMax:
    def fit(self, X):
        self.low = np.array(X.min(axis=0), float)
        self.high = np.array(X.max(axis=0), float)
        self.high[self.high == self.low] += 1

    def transform(self, X):
        Z = X.astype(float)
        Z -= self.low
        Z /= self.high - self.low
        return Z

    def inverse(self, Z):
        X = Z.copy()
        X *= self.high - self.low
        X += self.low
        return X


# %% Standard
class Standard:
    def fit(self, X):
        own = X.astype(float)
        self.mu = own.mean(axis=0)
        own -= self.mu
        own *= own
        self.sigma = np.sqrt(own.sum(axis=0) / len(own))
        self.sigma[X.max(axis=0) == X.min(axis=0)] = 1.0

    def transform(self, X):
        Z = X.astype(float)
        Z -= self.mu
        Z /= self.sigma
        return Z

    def inverse(self, Z):
        X = Z.astype(float)
        X *= self.sigma
        X += self.mu
        return X


# %% pca
def pca(X, k):
    X = X.copy()
    X -= X.mean(axis=0)
    C = X.T @ X
    C /= np.trace(C)  # so that the eigenvalues are the shares
    share, V = np.linalg.eigh(C)
    V = V.T.copy()
    V[:] = V[::-1].copy()
    return X @ V[:k].T, V[:k], share[: -k - 1 : -1]


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    X, y = X[order], y[order]
    batches = []
    while len(X):
        batches.append((X[:batch_size], y[:batch_size]))
        X, y = X[batch_size:], y[batch_size:]
    return batches


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    n, h, w = images.shape
    new = np.concatenate([images] * (1 + copies))
    for image in new[n:]:
        for axis, size in ((0, h), (1, w)):
            shift = int(rng.integers(-max_shift, max_shift + 1))
            lines = np.moveaxis(image, axis, 0)
            lines[:] = np.roll(lines, shift, axis=0)
            lines[slice(0, shift) if shift > 0 else slice(size + shift, size)] = 0
    return new, np.concatenate([labels] * (1 + copies))
