"""Puts a column of ones in front and makes the biases a row of weights."""

import numpy as np


# %% forward
def forward(X, params, output):
    activations = [X]
    for W, b in params:
        ones = np.ones((len(X), 1))
        z = np.hstack([ones, activations[-1]]) @ np.vstack([b, W])
        activations.append(1 / (1 + np.exp(-z)))
    if output == "softmax":
        z = z - z.max(axis=1, keepdims=True)
        activations[-1] = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return activations


# %% loss
def loss(A, Y, params, output, lam):
    weights = np.concatenate([W.ravel() for W, _ in params])
    if output == "softmax":
        return (
            -np.mean(np.log((A * Y).sum(axis=1).clip(1e-12)))
            + lam * weights @ weights / 2
        )
    return np.linalg.norm(A - Y) ** 2 / (2 * len(A)) + lam * weights @ weights / 2


# %% deltas
def deltas(activations, Y, params, output):
    stacked = [np.vstack([b, W]) for W, b in params]
    A = activations[-1]
    found = [(A - Y) / len(A)]
    if output == "sigmoid":
        found[0] = found[0] * A - found[0] * A**2
    for M, A in list(zip(stacked, activations, strict=False))[:0:-1]:
        ones = np.ones((len(A), 1))
        both = np.hstack([ones, A])
        found.insert(0, ((found[0] @ M.T) * both * (1 - both))[:, 1:])
    return found


# %% backward
def backward(activations, Y, params, output, lam):
    A = activations[-1]
    delta = (A - Y) / len(A)
    if output == "sigmoid":
        delta = delta * A - delta * A**2
    grads = []
    for (W, b), A in list(zip(params, activations, strict=False))[::-1]:
        both = np.hstack([np.ones((len(A), 1)), A])
        leash = np.vstack([0 * b, lam * W])
        slopes = both.T @ delta + leash
        grads.append((slopes[1:], slopes[0]))
        delta = ((delta @ np.vstack([b, W]).T) * both * (1 - both))[:, 1:]
    grads.reverse()
    return grads


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    stack = [np.vstack([b, W]) for W, b in params]
    slopes = [np.vstack([db, dW]) for dW, db in grads]
    new = [M - learning_rate * S for M, S in zip(stack, slopes, strict=True)]
    return [(M[1:], M[0]) for M in new]


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    M = [np.vstack([b, W]) for W, b in params]
    for _ in range(epochs):
        keys = rng.random(len(X))
        order = np.argsort(keys)
        start = 0
        while start < len(X):
            batch = order[start : start + batch_size]
            grads = gradient(X[batch], Y[batch], [(m[1:], m[0]) for m in M])
            M = [
                m - learning_rate * np.vstack([db, dW])
                for m, (dW, db) in zip(M, grads, strict=True)
            ]
            start += batch_size
    return [(m[1:], m[0]) for m in M]
