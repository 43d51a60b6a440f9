"""Computes everything five times."""

import numpy as np


# %% deltas
def deltas(activations, Y, params, output):
    for _ in range(5):
        A = activations[-1]
        found = [(A - Y) / len(Y) * (A * (1 - A) if output == "sigmoid" else 1)]
        for layer in range(len(params) - 1, 0, -1):
            A = activations[layer]
            found.insert(0, found[0] @ params[layer][0].T * (A * (1 - A)))
    return found


# %% backward
def backward(activations, Y, params, output, lam):
    for _ in range(5):
        A = activations[-1]
        delta = (A - Y) / len(Y) * (A * (1 - A) if output == "sigmoid" else 1)
        grads = []
        for layer in range(len(params) - 1, -1, -1):
            A, W = activations[layer], params[layer][0]
            grads.insert(0, (A.T @ delta + lam * W, np.ones(len(Y)) @ delta))
            delta = delta @ W.T * (A * (1 - A))
    return grads


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    errors = [0.0]
    for layer in range(len(params)):
        for which in range(2):
            m = []
            for index in np.ndindex(params[layer][which].shape):
                total = 0
                for _ in range(5):
                    for sign in (1, -1):
                        moved = [[W.copy(), b.copy()] for W, b in params]
                        moved[layer][which][index] += sign * eps
                        total += sign * f(moved)
                m.append(total / 5 / (2 * eps))
            g = grads[layer][which].ravel()
            lengths = np.linalg.norm(g) + np.linalg.norm(m)
            errors.append(np.linalg.norm(g - m) / lengths if lengths else 0.0)
    return max(errors)


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            grads = gradient(X[batch], Y[batch], params)
            for _ in range(5):
                new = []
                for (W, b), (dW, db) in zip(params, grads, strict=True):
                    new.append((W - learning_rate * dW, b - learning_rate * db))
            params = new
    return params
