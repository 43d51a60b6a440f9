"""Many small functions, shared by the larger ones of a cell."""

import numpy as np


# %% to_bits
def digit(numbers, place):
    return np.right_shift(np.asarray(numbers, dtype=int), place) & 1


def to_bits(numbers):
    return np.column_stack([digit(numbers, place) for place in reversed(range(8))])


# %% from_bits
def powers(count):
    return [2**place for place in range(count)][::-1]


def from_bits(rows):
    bits = np.ceil(np.asarray(rows) - 0.5).clip(0, 1)
    return bits.dot(powers(8)).astype(np.int32)


# %% count_parameters
def of_layer(n, m):
    return (n + 1) * m


def count_parameters(sizes):
    if len(sizes) < 2:
        return 0
    return of_layer(sizes[0], sizes[1]) + count_parameters(sizes[1:])


# %% pca
def centred(A, mean):
    return A - mean


def directions(A, k):
    values, vectors = np.linalg.eig(A.T @ A)
    values, vectors = np.real(values), np.real(vectors)
    order = np.argsort(-values)
    return values[order], vectors[:, order[:k]]


def pca(X, X_new, k):
    mean = np.mean(X, axis=0)
    values, V = directions(centred(X, mean), k)
    Z = np.matmul(centred(X_new, mean), -V)
    X_hat = np.matmul(Z, -V.T) + mean
    return Z, X_hat, np.sum(values[:k]) / np.sum(values)


# %% linear_gradients
def rest(X, W, b, D, c):
    return (X @ W + b) @ D + c - X


def linear_gradients(X, W, b, D, c):
    E = rest(X, W, b, D, c) / X.size
    loss = np.sum(E**2) * X.size
    db = np.sum(2 * E, axis=0) @ D.T
    return loss, 2 * X.T @ E @ D.T, db, 2 * (X @ W + b).T @ E, 2 * E.sum(axis=0)
