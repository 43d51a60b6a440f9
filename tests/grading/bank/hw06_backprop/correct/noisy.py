"""Prints its progress, warns and computes with infinity on the way."""

# %% sigmoid
import sys
import warnings

import numpy as np


def sigmoid(z):
    warnings.warn("overflow ahead", RuntimeWarning, stacklevel=2)
    a = 1 / (1 + np.exp(-1.0 * z))  # infinity below -710, and then 1 / infinity is 0
    print("sigmoid", a.shape)
    return a, a * (1 - a)


# %% softmax
def softmax(Z):
    largest = np.max(Z, axis=1)
    print("largest", largest, file=sys.stderr)
    P = np.exp(Z - largest.reshape(-1, 1))
    P = P / np.sum(P, axis=1).reshape(-1, 1)
    J = np.array([np.diag(p) - np.outer(p, p) for p in P])
    print(P, J, sep="\n")
    return P, J


# %% forward
def forward(X, params, output):
    print("layers:", len(params), "output:", output)
    activations = [X]
    for number, (W, b) in enumerate(params):
        print(number, W.shape, b.shape)
        z = np.dot(activations[-1], W) + b
        a = 1 / (1 + np.exp(-z))
        if number == len(params) - 1 and output == "softmax":
            print("softmax")
            z = z - z.max(axis=1, keepdims=True)
            a = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        activations.append(a)
    return activations


# %% loss
def loss(A, Y, params, output, lam):
    logs = np.log(A)  # minus infinity at 0
    print("logs", logs)
    if output == "softmax":
        value = -np.where(Y == 1, np.maximum(logs, np.log(1e-12)), 0).sum() / len(Y)
    else:
        value = np.square(A - Y).sum(axis=1).mean() / 2
    for W, b in params:
        print("weights", W.size, "biases", b.size)
        value += 0.5 * lam * np.square(W).sum()
    print("loss", value)
    return value


# %% deltas
def deltas(activations, Y, params, output):
    slopes = [A * (1 - A) for A in activations]
    print("slopes", slopes)
    delta = (activations[-1] - Y) / Y.shape[0]
    if output != "softmax":
        delta = delta * slopes[-1]
    found = {len(params): delta}
    for layer in range(len(params) - 1, 0, -1):
        print("back to", layer)
        found[layer] = found[layer + 1] @ params[layer][0].T * slopes[layer]
    return [found[layer] for layer in sorted(found)]


# %% backward
def backward(activations, Y, params, output, lam):
    warnings.warn("backwards", stacklevel=2)
    delta = (activations[-1] - Y) / Y.shape[0]
    if output != "softmax":
        delta = delta * activations[-1] * (1 - activations[-1])
    grads = [None] * len(params)
    for layer in reversed(range(len(params))):
        print("layer", layer, "delta", delta, flush=True)
        before = activations[layer]
        grads[layer] = (before.T @ delta, delta.sum(axis=0))
        delta = delta @ params[layer][0].T * before * (1 - before)
    for layer, (dW, db) in enumerate(grads):
        grads[layer] = (dW + lam * params[layer][0], db)
    return grads


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    errors = []
    for layer, pair in enumerate(params):
        for which, array in enumerate(pair):
            m = np.full(array.shape, np.nan)
            for index in np.ndindex(array.shape):
                moved = [[W.copy(), b.copy()] for W, b in params]
                moved[layer][which][index] = array[index] + eps
                up = f(moved)
                moved[layer][which][index] = array[index] - eps
                m[index] = (up - f(moved)) / (2 * eps)
                print(".", end="")
            g = grads[layer][which]
            error = np.linalg.norm(g - m) / np.divide(
                np.linalg.norm(g) + np.linalg.norm(m), 1.0
            )
            print("error", error)
            errors.append(0.0 if np.isnan(error) else error)
    return max(errors)


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    new = []
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        print("step", np.abs(learning_rate * dW).max())
        new.append((W - learning_rate * dW, b - learning_rate * db))
    return new


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(Y))
        for start in range(0, len(Y), batch_size):
            rows = order[start : start + batch_size]
            grads = gradient(X[rows], Y[rows], params)
            new = []
            for k in range(len(params)):
                new.append(
                    (
                        params[k][0] - learning_rate * grads[k][0],
                        params[k][1] - learning_rate * grads[k][1],
                    )
                )
            params = new
        print(f"epoch {epoch}/{epochs}", end="\r")
    return params
