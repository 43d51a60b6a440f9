"""Leaves the activations to SciPy."""

import numpy as np

# %% sigmoid
from scipy.special import expit


def sigmoid(z):
    return expit(z), expit(z) * expit(-z)


# %% softmax
from scipy import special  # noqa: E402


def softmax(Z):
    P = special.softmax(Z, axis=1)
    return P, np.stack([np.diag(p) - np.outer(p, p) for p in P])


# %% forward
def forward(X, params, output):
    found = [X]
    for k, (W, b) in enumerate(params):
        last = k + 1 == len(params)
        z = found[-1] @ W + b
        soft = last and output == "softmax"
        found.append(special.softmax(z, axis=1) if soft else special.expit(z))
    return found


# %% loss
def loss(A, Y, params, output, lam):
    if output == "softmax":
        error = -special.xlogy(Y, np.maximum(A, 1e-12)).sum(axis=1).mean()
    else:
        error = 0.5 * ((A - Y) ** 2).sum(axis=1).mean()
    return error + 0.5 * lam * sum((W**2).sum() for W, _ in params)


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    n = len(X)
    for _ in range(epochs):
        both = rng.permutation(np.hstack([X, Y]))
        for start in range(0, n, batch_size):
            rows = both[start : start + batch_size]
            grads = gradient(rows[:, : X.shape[1]], rows[:, X.shape[1] :], params)
            for k in range(len(params)):
                W, b = params[k]
                dW, db = grads[k]
                if k == 0:
                    new = []
                new.append((W - learning_rate * dW, b - learning_rate * db))
            params = new
    return params
