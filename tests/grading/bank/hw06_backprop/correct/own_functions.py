"""Builds later functions out of the earlier ones."""

import numpy as np


# %% sigmoid
def sigmoid(z):
    e = np.exp(-abs(z))
    a = np.where(z > 0, 1, e) / (1 + e)
    return a, a * (1 - a)


# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(1)[:, None])
    P = E / E.sum(1)[:, None]
    return P, np.eye(len(Z[0])) * P[:, None] - P[:, :, None] * P[:, None]


# %% forward
def forward(X, params, output):
    activations = [X]
    for W, b in params[:-1]:
        activations.append(sigmoid(activations[-1] @ W + b)[0])
    W, b = params[-1]
    last = {"sigmoid": sigmoid, "softmax": softmax}[output]
    activations.append(last(activations[-1] @ W + b)[0])
    return activations


# %% deltas
def deltas(activations, Y, params, output):
    found = []
    for layer in reversed(range(len(params))):
        A = activations[layer + 1]
        if layer == len(params) - 1:
            delta = (A - Y) / len(Y)
        else:
            delta = delta @ params[layer + 1][0].T
        if layer < len(params) - 1 or output == "sigmoid":
            delta = delta * A * (1 - A)
        found = [delta, *found]
    return found


# %% backward
def backward(activations, Y, params, output, lam):
    errors = deltas(activations, Y, params, output)
    parts = zip(params, activations[:-1], errors, strict=True)
    return [(A.T @ delta + lam * W, delta.sum(axis=0)) for (W, _), A, delta in parts]


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    new = [[W.copy(), b.copy()] for W, b in params]
    for pair, slopes in zip(new, grads, strict=True):
        for array, slope in zip(pair, slopes, strict=True):
            array -= learning_rate * slope
    return [tuple(pair) for pair in new]


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for i in range(0, len(order), batch_size):
            rows = order[i : i + batch_size]
            params = sgd_step(params, gradient(X[rows], Y[rows], params), learning_rate)
    return params
