"""Turns arrays into Python numbers at once, and answers with them."""

import numpy as np


# %% neuron
def neuron(x, w, b, z):
    pairs = zip(x.tolist(), w.tolist(), strict=True)
    return float(z(sum((a * c for a, c in pairs), start=float(b))))


# %% augment
def augment(X):
    return [[1, *row] for row in X.tolist()]


# %% sign_pm
def sign_pm(u):
    u = np.asarray(u)
    signs = [(number >= 0) - (number < 0) for number in u.ravel().tolist()]
    return np.reshape(signs, u.shape).tolist()


# %% relu
def relu(u):
    u = np.asarray(u)
    return np.reshape([max(0, k) for k in u.ravel().tolist()], u.shape).tolist()


# %% sigmoid
import math  # noqa: E402


def sigmoid(u):
    u = np.asarray(u)
    half = [math.tanh(k / 2) / 2 for k in u.ravel().tolist()]
    return (np.reshape(half, u.shape) + 0.5).tolist()


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    z = {
        "identity": float,
        "relu": lambda u: max(u, 0.0),
        "sigmoid": lambda u: (math.tanh(u / 2) + 1) / 2,
        "sign": lambda u: 1.0 if u >= 0 else -1.0,
    }
    rows = X.tolist()
    for W, b, name in zip(Ws, bs, activations, strict=True):
        columns = list(zip(W.T.tolist(), b.tolist(), strict=True))
        rows = [
            [
                z[name](sum(h * v for h, v in zip(row, column, strict=True)) + bias)
                for column, bias in columns
            ]
            for row in rows
        ]
    return tuple(tuple(row) for row in rows)


# %% n_params
def n_params(sizes):
    return float(sum(n * (1 + m) for n, m in zip(sizes[1:], sizes[:-1], strict=True)))


# %% mse
def mse(Y, H):
    Y, H = Y.ravel().tolist(), H.tolist()
    n = len(H)
    H = [h for row in H for h in row]
    return math.fsum((y - h) ** 2 for y, h in zip(Y, H, strict=True)) / n


# %% decide
def decide(p, ratio=2):
    p = p.tolist()
    best = p.index(max(p))
    second = max(p[:best] + p[best + 1 :])
    return best if p[best] >= ratio * second else -1
