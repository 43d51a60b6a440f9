"""Matrices and columns instead of vectors; the activations as matrices of masks."""

import numpy as np


# %% neuron
def neuron(x, w, b, z):
    u = (w.reshape(1, -1) @ x.reshape(-1, 1)).item() + b
    return z(u)


# %% augment
def augment(X):
    d = X.shape[1]
    return X @ np.eye(d, d + 1, k=1) + np.eye(1, d + 1)


# %% sign_pm
def sign_pm(u):
    return np.select([np.less(u, 0)], [-1], default=1)


# %% relu
def relu(u):
    return np.clip(u, 0, None)


# %% sigmoid
def sigmoid(u):
    e = np.exp(np.minimum(u, 0))
    f = np.exp(-np.maximum(u, 0))
    return e / (e + f)


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    H = X.T  # one column for each example
    for W, b, name in zip(Ws, bs, activations, strict=True):
        Z = W.T @ H + b.reshape(-1, 1)
        if name == "relu":
            Z = np.where(Z > 0, Z, 0)
        if name == "sigmoid":
            Z = 1 / (1 + np.exp(-Z))
        if name == "sign":
            Z = np.where(Z >= 0, 1, -1)
        H = Z
    return H.T


# %% n_params
def n_params(sizes):
    A = np.outer(np.array(sizes) + 1, sizes)
    return np.trace(A, offset=1)


# %% mse
def mse(Y, H):
    return np.trace((Y - H) @ (Y - H).T) / len(Y)


# %% decide
def decide(p, ratio=2):
    table = p[:, np.newaxis] >= ratio * p[np.newaxis, :]
    np.fill_diagonal(table, True)
    winners = np.flatnonzero(table.all(axis=1))
    return winners[0] if len(winners) else -1
