"""Returns nested lists and Python numbers."""

import numpy as np


# %% sigmoid
def sigmoid(z):
    e = np.exp(-np.abs(z))
    a = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return [a.tolist(), (a * (1 - a)).tolist()]


# %% softmax
def softmax(Z):
    P, J = [], []
    for row in Z.tolist():
        powers = np.exp(np.array(row) - max(row))
        p = powers / sum(powers)
        P.append(p.tolist())
        J.append((np.diag(p) - np.outer(p, p)).tolist())
    return [P, J]


# %% forward
def forward(X, params, output):
    found = [X.tolist()]
    for number, (W, b) in enumerate(params):
        z = np.array(found[-1]) @ W + b
        e = np.exp(z - z.max(axis=1)[:, np.newaxis])
        if number < len(params) - 1 or output != "softmax":
            found.append((1 / (1 + np.exp(-z))).tolist())
        else:
            found.append((e.T / e.sum(axis=1)).T.tolist())
    return found


# %% loss
def loss(A, Y, params, output, lam):
    losses = {"sigmoid": lambda a, y: (a - y) ** 2 / 2}
    losses["softmax"] = lambda a, y: -y * np.log(a if a > 1e-12 else 1e-12)
    pairs = [pair for row in zip(A, Y, strict=True) for pair in zip(*row, strict=True)]
    error = sum(losses[output](a, y) for a, y in pairs) / len(A)
    return error + sum(lam / 2 * w**2 for W, _ in params for row in W for w in row)


# %% deltas
def deltas(activations, Y, params, output):
    A = activations[-1]
    found = [((A - Y) / len(Y) * (A * (1 - A) if output == "sigmoid" else 1)).tolist()]
    for layer in range(len(params) - 1)[::-1]:
        A, W = activations[layer + 1], params[layer + 1][0]
        found = [(np.array(found[0]).dot(W.T) * A * (1 - A)).tolist(), *found]
    return found


# %% backward
def backward(activations, Y, params, output, lam):
    A = activations[-1]
    delta = (A - Y) / len(Y) * (A * (1 - A) if output == "sigmoid" else 1)
    grads = []
    for layer in range(len(params))[::-1]:
        A, W = activations[layer], params[layer][0]
        pair = [(A.T.dot(delta) + lam * W).tolist(), sum(delta).tolist()]
        grads = [pair, *grads]
        delta = delta.dot(W.T) * A * (1 - A)
    return grads


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    layers = zip(params, grads, strict=True)
    return [
        [(a - learning_rate * g).tolist() for a, g in zip(*layer, strict=True)]
        for layer in layers
    ]


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        order = list(range(len(X)))
        rng.shuffle(order)
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            grads = gradient(X[batch], Y[batch], params)
            params = [
                [a - learning_rate * g for a, g in zip(*layer, strict=True)]
                for layer in zip(params, grads, strict=True)
            ]
    return [[W.tolist(), b.tolist()] for W, b in params]
