"""Prints its progress, warns and computes with nan on the way."""

import sys
import warnings

import numpy as np


# %% binarize
def binarize(X, threshold=128):
    B = (np.array(X) >= threshold).astype(int)
    print(f"{B.mean():.1%} ink")
    return B


# %% LabelCoder
import sys  # noqa: E402, F811
import warnings  # noqa: E402, F811


class LabelCoder:
    def fit(self, labels):
        self.classes, counts = np.unique(labels, return_counts=True)
        print(dict(zip(self.classes, counts, strict=True)))

    def transform(self, labels):
        warnings.warn("codes have no order", stacklevel=2)
        try:
            return np.array([self.classes.tolist().index(c) for c in labels.tolist()])
        except ValueError:
            print("what is this?", labels, file=sys.stderr)
            raise

    def inverse(self, codes):
        print("codes:", codes)
        return self.classes[np.asarray(codes)]


# %% one_hot
def one_hot(y, n_classes):
    np.log(np.zeros(1))
    H = np.zeros((len(y), n_classes))
    H[np.arange(len(y)), y] = 1
    print(H)
    return H


# %% MinMax
class MinMax:
    def fit(self, X):
        self.low, self.high = np.min(X, axis=0), np.max(X, axis=0)
        print("ranges:", self.low, self.high)

    def transform(self, X):
        X = X.astype(float)
        Z = (X - self.low) / (1.0 * self.high - self.low)  # nan where it is constant
        return np.where(self.high == self.low, X - self.low, Z)

    def inverse(self, Z):
        span = 1.0 * self.high - self.low
        sys.stderr.write(f"{np.sum(span == 0)} constant columns\n")
        return np.where(span == 0, Z + self.low, Z * span + self.low)


# %% Standard
class Standard:
    def fit(self, X):
        self.mu, self.sigma = X.mean(axis=0), X.std(axis=0) * (np.ptp(X, axis=0) > 0)
        print("mean", self.mu, "deviation", self.sigma)
        return print("fitted")

    def transform(self, X):
        Z = (X - self.mu) / self.sigma  # inf or nan, with a warning
        return np.where(self.sigma == 0, X - self.mu, Z)

    def inverse(self, Z):
        warnings.warn(f"{np.sum(self.sigma == 0)} constant columns", stacklevel=1)
        return np.where(self.sigma == 0, Z, Z * self.sigma) + self.mu


# %% pca
def pca(X, k):
    centred = X - np.mean(X, axis=0)
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(X.T, ddof=1)))
    print("eigenvalues:", values, np.log(values))
    V = np.flip(vectors, axis=1)[:, :k]
    return centred @ V, V.T, np.flip(values)[:k] / np.sum(values)


# %% lda
def lda(X, y, k):
    classes = sorted(set(y))
    print("classes:", classes)
    if k > min(len(classes) - 1, X.shape[1]):
        raise ValueError(f"only {len(classes)} classes for {k} directions")
    S_W = sum(
        np.atleast_2d(np.atleast_2d(np.cov(X[y == c].T, ddof=0))) * np.sum(y == c)
        for c in classes
    )
    S_T = np.atleast_2d(np.atleast_2d(np.cov(X.T, ddof=0))) * len(X)
    values, vectors = np.linalg.eig(np.linalg.inv(S_W) @ (S_T - S_W))
    print("ratios:", values)
    return np.real(vectors.T[np.argsort(np.real(values))[::-1]][:k])


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        piece = order[start : start + batch_size]
        print(".", end="", flush=True)
        batches.append((X[piece], y[piece]))
    warnings.warn(f"{len(batches)} batches", UserWarning, stacklevel=1)
    return batches


# %% augment
def augment(images, labels, copies, rng, max_shift=2):
    print("from", len(images), "to", len(images) * (1 + copies))
    n, h, w = images.shape
    new = [images]
    for copy in range(copies):
        sys.stderr.write(f"copy {copy}\n")
        moved = np.zeros_like(images)
        for i in range(n):
            down, right = rng.integers(-max_shift, max_shift + 1, 2)
            whole = np.roll(images[i], (down, right), (0, 1))
            whole[: max(down, 0)] = 0
            whole[h + min(down, 0) :] = 0
            whole[:, : max(right, 0)] = 0
            whole[:, w + min(right, 0) :] = 0
            moved[i] = whole
        new.append(moved)
    return np.concatenate(new), np.concatenate([labels] * len(new))
