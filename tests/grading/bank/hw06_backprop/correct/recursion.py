"""Each layer calls itself for the layers after it."""

import numpy as np


# %% forward
def forward(X, params, output):
    if not params:
        return [X]
    (W, b), *rest = params
    z = X @ W + b
    if rest or output == "sigmoid":
        A = 1 / (1 + np.exp(-z))
    else:
        A = np.exp(z - z.max(axis=1, keepdims=True))
        A = A / A.sum(axis=1, keepdims=True)
    return [X, *forward(A, rest, output)]


# %% loss
def loss(A, Y, params, output, lam):
    if params:
        W, _ = params[0]
        return lam * (W * W).sum() / 2 + loss(A, Y, params[1:], output, lam)
    if output == "softmax":
        return np.mean([-np.log(max(p, 1e-12)) for p in A[Y == 1]])
    return np.mean([np.sum((a - y) ** 2) for a, y in zip(A, Y, strict=True)]) / 2


# %% deltas
def deltas(activations, Y, params, output):
    A = activations[1]
    if len(params) == 1:
        return [(A - Y) / len(A) * (A * (1 - A) if output == "sigmoid" else 1)]
    later = deltas(activations[1:], Y, params[1:], output)
    return [later[0] @ params[1][0].T * A * (1 - A), *later]


# %% backward
def backward(activations, Y, params, output, lam):
    def errors(layer):
        A = activations[layer + 1]
        if layer == len(params) - 1:
            delta = (A - Y) / len(A) * (A * (1 - A) if output == "sigmoid" else 1)
            grads = []
        else:
            delta, grads = errors(layer + 1)
            delta = delta @ params[layer + 1][0].T * A * (1 - A)
        pair = (activations[layer].T @ delta + lam * params[layer][0], delta.sum(0))
        return delta, [pair, *grads]

    return errors(0)[1]


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    if not params:
        return []
    (W, b), (dW, db) = params[0], grads[0]
    first = (W - learning_rate * dW, b - learning_rate * db)
    return [first, *sgd_step(params[1:], grads[1:], learning_rate)]


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    def epoch(order, params):
        if len(order) == 0:
            return params
        now, later = order[:batch_size], order[batch_size:]
        steps = zip(params, gradient(X[now], Y[now], params), strict=True)
        new = [
            (W - learning_rate * g, b - learning_rate * h) for (W, b), (g, h) in steps
        ]
        return epoch(later, new)

    if epochs == 0:
        return params
    params = epoch(rng.permutation(len(X)), params)
    return train(X, Y, params, gradient, rng, learning_rate, epochs - 1, batch_size)
