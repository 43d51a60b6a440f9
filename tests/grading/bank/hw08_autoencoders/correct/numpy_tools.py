"""Uses what NumPy has ready: unpackbits, packbits, cov, vectorised strings."""

import numpy as np


# %% to_bits
def to_bits(numbers):
    return np.unpackbits(np.asarray(numbers, dtype=np.uint8).reshape(-1, 1), axis=1)


# %% from_bits
def from_bits(rows):
    return np.packbits(np.greater(rows, 0.5), axis=1).ravel()


# %% reconstruction_loss
def reconstruction_loss(X, X_hat, kind):
    if kind != "bce":
        return np.square(np.subtract(X, X_hat)).mean(), 0
    likely, unlikely = (np.clip(p, 1e-7, 1 - 1e-7) for p in (X_hat, 1 - X_hat))
    loss = np.average(np.stack([-np.log(likely), -np.log(unlikely)]), axis=0,
                      weights=np.stack([X, 1 - X])).mean()  # fmt: skip
    safe = np.clip(X, 1e-7, 1 - 1e-7)
    return loss, -(X * np.log(safe) + (1 - X) * np.log1p(-safe)).mean()


# %% count_parameters
def count_parameters(sizes):
    sizes = np.asarray(sizes)
    return (sizes[1:] * (1 + sizes[:-1])).sum()


# %% pca
def pca(X, X_new, k):
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(X, rowvar=False)))
    order = np.argsort(values)[::-1][:k]
    V, mean = vectors[:, order], np.average(X, axis=0)
    return (
        (X_new - mean) @ V,
        mean + (X_new - mean) @ (V @ V.T),
        sum(values[order]) / np.trace(np.cov(X, rowvar=False)),
    )


# %% overlap
def overlap(codes, y):
    classes = np.unique(y)
    far = [np.linalg.norm(codes - codes[y == c].mean(0), axis=1) for c in classes]
    return np.count_nonzero(classes[np.argmin(far, axis=0)] - y) / y.size
