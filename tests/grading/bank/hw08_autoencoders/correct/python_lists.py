"""Plain Python where it can be; lists come back."""

# %% to_bits
import math

import numpy as np


def to_bits(numbers):
    return [list(map(int, format(int(number), "08b"))) for number in numbers]


# %% from_bits
def from_bits(rows):
    texts = ["".join("1" if value > 0.5 else "0" for value in row) for row in rows]
    return [int(text, base=2) for text in texts]


# %% reconstruction_loss
def reconstruction_loss(X, X_hat, kind):
    pairs = list(zip(np.ravel(X).tolist(), np.ravel(X_hat).tolist(), strict=True))
    if kind == "mse":
        return [math.fsum((x - p) ** 2 for x, p in pairs) / len(pairs), 0]

    def bce(x, p):
        p = sorted([1e-7, p, 1 - 1e-7])[1]
        return -x * math.log(p) - (1 - x) * math.log(1 - p)

    loss = math.fsum(bce(x, p) for x, p in pairs)
    return [loss / len(pairs), math.fsum(bce(x, x) for x, _ in pairs) / len(pairs)]


# %% count_parameters
def count_parameters(sizes):
    return sum(m + sizes[k] * m for k, m in enumerate(sizes[1:]))


# %% pca
def pca(X, X_new, k):
    Z_V = np.linalg.svd(X - X.mean(0))[2][:k]
    mean = X.mean(0)
    Z = [[float(row @ v) for v in Z_V] for row in X_new - mean]
    X_hat = [sum(z * v for z, v in zip(row, Z_V, strict=True)) + mean for row in Z]
    along = ((X - mean) @ Z_V.T).var(axis=0).sum()
    return Z, X_hat, float(along / X.var(axis=0).sum())
