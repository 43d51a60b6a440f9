"""Uses the less known functions of NumPy."""

import numpy as np


# %% binarize
def binarize(X, threshold=128):
    return np.heaviside(np.asarray(X, float) - threshold, 1)


# %% LabelCoder
class LabelCoder:
    def fit(self, labels):
        self.classes, self.counts = np.unique(labels, return_counts=True)

    def transform(self, labels):
        places = np.searchsorted(self.classes, labels).clip(0, len(self.classes) - 1)
        if np.any(self.classes[places] != labels):
            raise ValueError(str(labels[self.classes[places] != labels]))
        return places

    def inverse(self, codes):
        return self.classes.take(codes)


# %% one_hot
def one_hot(y, n_classes):
    H = np.zeros((len(y), n_classes))
    np.put_along_axis(H, y[:, None].astype(int), 1, axis=1)
    return H


# %% MinMax
class MinMax:
    def fit(self, X):
        X = X.astype(float)
        self.low, self.span = X.min(axis=0), np.ptp(X, axis=0)
        self.span += self.span == 0

    def transform(self, X):
        return np.divide(X - self.low, self.span)

    def inverse(self, Z):
        return (
            np.fma(Z, self.span, self.low)
            if hasattr(np, "fma")
            else (Z * self.span + self.low)
        )


# %% pca
def pca(X, k):
    n = len(X)
    centred = (np.eye(n) - 1 / n) @ X
    if X.shape[1] < n:
        values, vectors = np.linalg.eigh(centred.T @ centred)
        V = np.fliplr(vectors)[:, :k].T
    else:  # fewer examples than features: the smaller matrix knows all
        values, U = np.linalg.eigh(centred @ centred.T)
        V = np.fliplr(U)[:, :k].T @ centred
        V /= np.linalg.norm(V, axis=1, keepdims=True)
    return centred @ V.T, V, np.flip(values)[:k] / np.linalg.norm(centred) ** 2


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    pieces = np.array_split(order, np.arange(batch_size, len(X), batch_size))
    return list(zip([X[i] for i in pieces], [y[i] for i in pieces], strict=True))


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    m, (n, h, w) = max_shift, images.shape
    framed = np.pad(images, ((0, 0), (m, m), (m, m)))
    windows = np.lib.stride_tricks.sliding_window_view(framed, (h, w), axis=(1, 2))
    i = np.tile(np.arange(n), copies)
    down, right = rng.integers(2 * m + 1, size=(2, n * copies))
    return np.r_[images, windows[i, down, right]], np.resize(labels, n * (1 + copies))
