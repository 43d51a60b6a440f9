"""Copies first and then changes the copies in place."""

# %% sigmoid
import copy

import numpy as np


def sigmoid(z):
    a = np.array(z, dtype=float)
    positive = a >= 0
    a[positive] = 1 / (1 + np.exp(-a[positive]))
    a[~positive] = np.exp(a[~positive]) / (1 + np.exp(a[~positive]))
    slope = a.copy()
    slope *= 1 - a
    return a, slope


# %% softmax
def softmax(Z):
    P = np.array(Z, dtype=float)
    P -= P.max(axis=1, keepdims=True)
    np.exp(P, out=P)
    P /= P.sum(axis=1, keepdims=True)
    J = np.zeros(P.shape + P.shape[1:])
    J -= P[:, :, None] * P[:, None, :]
    J[:, range(P.shape[1]), range(P.shape[1])] += P
    return P, J


# %% loss
def loss(A, Y, params, output, lam):
    A = A.copy()
    if output == "sigmoid":
        A -= Y
        A **= 2
        total = A.sum() / 2
    else:
        A[A < 1e-12] = 1e-12
        total = 0.0
        total -= np.log(A[Y > 0.5]).sum()
    total /= len(A)
    for W, _ in params:
        total += lam * np.sum(W * W) / 2
    return total


# %% deltas
def deltas(activations, Y, params, output):
    activations, params = copy.deepcopy(activations), copy.deepcopy(params)
    slopes = [A * (1 - A) for A in activations]
    activations[-1] -= Y
    activations[-1] /= len(Y)
    if output == "sigmoid":
        activations[-1] *= slopes[-1]
    for layer in reversed(range(1, len(params))):
        activations[layer] = activations[layer + 1] @ params[layer][0].T
        activations[layer] *= slopes[layer]
    del activations[0]
    return activations


# %% backward
def backward(activations, Y, params, output, lam):
    grads = [[lam * W, np.zeros_like(b)] for W, b in params]
    delta = activations[-1].copy()
    delta -= Y
    delta /= len(Y)
    if output == "sigmoid":
        delta *= activations[-1]
        delta *= 1 - activations[-1]
    for layer in reversed(range(len(params))):
        grads[layer][0] += activations[layer].T @ delta
        grads[layer][1] += delta.sum(axis=0)
        delta = delta @ params[layer][0].T
        delta *= activations[layer]
        delta *= 1 - activations[layer]
    return grads


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    moved = copy.deepcopy(list(params))
    worst = 0.0
    for pair, slopes in zip(moved, grads, strict=True):
        for array, g in zip(pair, slopes, strict=True):
            m = np.empty_like(array)
            for index, middle in np.ndenumerate(array.copy()):
                array[index] = middle + eps
                m[index] = f(moved)
                array[index] = middle - eps
                m[index] -= f(moved)
                array[index] = middle
            m /= 2 * eps
            length = np.sqrt((g**2).sum()) + np.sqrt((m**2).sum())
            if length:
                worst = np.maximum(worst, np.sqrt(((g - m) ** 2).sum()) / length)
    return worst


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    new = copy.deepcopy(params)
    for layer, (dW, db) in enumerate(grads):
        new[layer][0][...] -= learning_rate * dW
        new[layer][1][...] -= learning_rate * db
    return new


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    params = [[W.copy(), b.copy()] for W, b in params]
    order = np.arange(len(X))
    for _ in range(epochs):
        rng.shuffle(order)
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size].copy()
            for pair, slopes in zip(
                params, gradient(X[batch], Y[batch], params), strict=True
            ):
                pair[0] -= learning_rate * slopes[0]
                pair[1] -= learning_rate * slopes[1]
    return params
