"""Each function calls the earlier ones, which is allowed."""

import numpy as np


# %% neuron
def neuron(x, w, b, z):
    return z(np.dot(w, x) + b)


# %% augment
def augment(X):
    ones = np.ones((X.shape[0], 1))
    return np.hstack((ones, X))


# %% sign_pm
def sign_pm(u):
    return np.where(np.asarray(u) < 0, -1, 1)


# %% relu
def relu(u):
    return np.where(sign_pm(u) > 0, u, 0)


# %% sigmoid
def sigmoid(u):
    e = np.exp(-relu(np.abs(u)))
    return np.where(sign_pm(u) > 0, 1 / (1 + e), e / (1 + e))


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    for W, b, name in zip(Ws, bs, activations, strict=True):
        Z = augment(X) @ np.vstack([b, W])
        if name == "relu":
            X = relu(Z)
        elif name == "sigmoid":
            X = sigmoid(Z)
        elif name == "sign":
            X = sign_pm(Z)
        else:
            X = Z
    return X


# %% n_params
def n_params(sizes):
    rows = [augment(np.ones((1, inputs))).size for inputs in sizes[:-1]]
    return sum(row * units for row, units in zip(rows, sizes[1:], strict=True))


# %% mse
def mse(Y, H):
    return neuron(np.ones(len(Y)), ((Y - H) ** 2).sum(axis=1), 0, lambda u: u / len(Y))


# %% decide
def decide(p, ratio=2):
    first, second, *_ = sorted(p, reverse=True)
    return list(p).index(first) if sign_pm(first - ratio * second) == 1 else -1
