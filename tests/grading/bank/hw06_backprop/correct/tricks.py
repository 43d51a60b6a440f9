"""Generators, accumulate, reduce, tuples and one-liners."""

# %% sigmoid
from functools import reduce
from itertools import accumulate, chain

import numpy as np

sigmoid = lambda z: (lambda a: (a, a * (1 - a)))(np.exp(-np.logaddexp(0, -z)))  # noqa: E731


# %% softmax
def softmax(Z):
    P = (lambda E: E / E.sum(1, keepdims=True))(np.exp(Z - Z.max(1, keepdims=True)))
    return P, np.apply_along_axis(np.diag, 1, P) - P[..., None] @ P[:, None]


# %% forward
def forward(X, params, output):
    *hidden, last = params
    bend = lambda A, pair: 1 / (1 + np.exp(-(A @ pair[0] + pair[1])))  # noqa: E731
    found = list(accumulate(hidden, bend, initial=X))
    Z = found[-1] @ last[0] + last[1]
    if output == "softmax":
        return (*found, np.exp(Z - np.logaddexp.reduce(Z, 1)[:, None]))
    return (*found, np.exp(-np.logaddexp(0, -Z)))


# %% loss
def loss(A, Y, params, output, lam):
    weights = np.fromiter(chain.from_iterable(W.flat for W, _ in params), float)
    match output:
        case "sigmoid":
            error = np.square(A - Y).sum(1).mean() / 2
        case "softmax":
            error = -np.log(np.fmax(A, 1e-12))[Y.astype(bool)].mean()
    return np.float64(error + lam * np.dot(weights, weights) / 2)


# %% deltas
def deltas(activations, Y, params, output):
    A = activations[-1]
    last = (A - Y) / len(Y) * np.where(output == "sigmoid", A * (1 - A), 1)
    steps = zip(params[:0:-1], activations[-2:0:-1], strict=True)
    back = lambda d, step: d @ step[0][0].T * step[1] * (1 - step[1])  # noqa: E731
    return tuple(accumulate(steps, back, initial=last))[::-1]


# %% backward
def backward(activations, Y, params, output, lam):
    A = activations[-1]
    last = (A - Y) / len(Y) * np.where(output == "sigmoid", A * (1 - A), 1)

    def back(state, step):
        delta, grads = state
        (W, _), A = step
        pair = (np.tensordot(A, delta, (0, 0)) + lam * W, np.add.reduce(delta))
        return delta @ W.T * A * (1 - A), (pair, *grads)

    steps = zip(reversed(params), reversed(activations[:-1]), strict=True)
    return reduce(back, steps, (last, ()))[1]


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    shapes = [a.shape for pair in params for a in pair]
    flat = np.concatenate([a.ravel() for pair in params for a in pair])
    cuts = np.cumsum([np.prod(s) for s in shapes])[:-1]

    def unflat(v):
        arrays = [a.reshape(s) for a, s in zip(np.split(v, cuts), shapes, strict=True)]
        return list(zip(arrays[::2], arrays[1::2], strict=True))

    steps = eps * np.eye(len(flat))
    m = np.array([f(unflat(flat + e)) - f(unflat(flat - e)) for e in steps]) / (2 * eps)
    length = np.linalg.norm
    pairs = zip((g for pair in grads for g in pair), np.split(m, cuts), strict=True)
    return max(
        length(g.ravel() - n) / (length(g) + length(n)) if g.any() or n.any() else 0
        for g, n in pairs
    )


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    step = lambda a, g: np.subtract(a, np.multiply(learning_rate, g))  # noqa: E731
    return tuple(tuple(map(step, *layer)) for layer in zip(params, grads, strict=True))


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    step = lambda a, g: a - learning_rate * g  # noqa: E731
    for _ in range(epochs):
        order = rng.choice(len(X), size=len(X), replace=False)
        for batch in np.split(order, range(batch_size, len(X), batch_size)):
            grads = gradient(np.take(X, batch, 0), np.take(Y, batch, 0), params)
            params = [
                tuple(map(step, *layer)) for layer in zip(params, grads, strict=True)
            ]
    return params
