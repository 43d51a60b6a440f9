"""Computes the way back and the steps in single precision."""

import numpy as np


# %% deltas
def deltas(activations, Y, params, output):
    found = [np.float32(activations[-1] - Y) / len(Y)]
    if output == "sigmoid":
        found[0] *= np.float32(activations[-1] * (1 - activations[-1]))
    for layer in range(1, len(params)):
        A = np.float32(activations[-layer - 1])
        found.insert(0, (found[0] @ np.float32(params[-layer][0]).T) * A * (1 - A))
    return found


# %% backward
def backward(activations, Y, params, output, lam):
    delta = np.float32(activations[-1] - Y) / len(Y)
    if output == "sigmoid":
        delta *= np.float32(activations[-1] * (1 - activations[-1]))
    grads = []
    for layer in range(1, len(params) + 1):
        W = np.float32(params[-layer][0])
        A = np.float32(activations[-layer - 1])
        grads.append((A.T @ delta + np.float32(lam) * W, delta.sum(0)))
        delta = (delta @ W.T) * A * (1 - A)
    return list(reversed(grads))


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    both = zip(params, grads, strict=True)
    return [
        [
            np.float32(W) - np.float32(learning_rate * dW),
            np.float32(b - learning_rate * db),
        ]
        for (W, b), (dW, db) in both
    ]


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    params = [(np.float32(W), np.float32(b)) for W, b in params]
    for _ in range(epochs):
        order = rng.permutation(X.shape[0])
        for k in range(-(-len(X) // batch_size)):
            batch = order[k * batch_size : (k + 1) * batch_size]
            grads = gradient(X[batch], Y[batch], params)
            params = [
                (np.float32(W - learning_rate * dW), np.float32(b - learning_rate * db))
                for (W, b), (dW, db) in zip(params, grads, strict=True)
            ]
    return params
