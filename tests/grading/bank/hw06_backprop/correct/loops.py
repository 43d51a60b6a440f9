"""Goes through examples, neurons and weights one by one."""

# %% sigmoid
import math

import numpy as np


def sigmoid(z):
    a = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] < 0:
            a[i] = math.exp(z[i]) / (1 + math.exp(z[i]))
        else:
            a[i] = 1 / (1 + math.exp(-z[i]))
    slope = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        slope[i] = a[i] * (1 - a[i])
    return a, slope


# %% softmax
def softmax(Z):
    n, k = Z.shape
    P, J = np.zeros((n, k)), np.zeros((n, k, k))
    for row in range(n):
        powers = [math.exp(score - max(Z[row])) for score in Z[row]]
        for i in range(k):
            P[row, i] = powers[i] / sum(powers)
        for i in range(k):
            for j in range(k):
                J[row, i, j] = P[row, i] * ((i == j) - P[row, j])
    return P, J


# %% forward
def forward(X, params, output):
    rows = [list(x) for x in X]
    found = [X]
    for layer in range(len(params)):
        W, b = params[layer]
        new = []
        for x in rows:
            z = []
            for j in range(len(b)):
                z.append(b[j] + sum(x[i] * W[i, j] for i in range(len(x))))
            if layer == len(params) - 1 and output == "softmax":
                powers = [math.exp(score - max(z)) for score in z]
                new.append([power / sum(powers) for power in powers])
            else:
                new.append([(1 + math.tanh(score / 2)) / 2 for score in z])
        rows = new
        found.append(np.array(rows))
    return found


# %% loss
def loss(A, Y, params, output, lam):
    total = 0
    for a, y in zip(A, Y, strict=True):
        for i in range(len(a)):
            if output == "sigmoid":
                total += (a[i] - y[i]) ** 2 / 2
            elif y[i] > 0:
                total -= math.log(max(a[i], 1e-12))
    total /= A.shape[0]
    for W, _ in params:
        for weight in W.flat:
            total += lam * weight * weight / 2
    return total


# %% deltas
def deltas(activations, Y, params, output):
    found = [np.zeros(A.shape) for A in activations[1:]]
    for n in range(len(Y)):
        for i in range(Y.shape[1]):
            a = activations[-1][n, i]
            found[-1][n, i] = (a - Y[n, i]) / len(Y)
            if output == "sigmoid":
                found[-1][n, i] *= a * (1 - a)
    for layer in range(len(params) - 2, -1, -1):
        W = params[layer + 1][0]
        for n in range(len(Y)):
            for i in range(W.shape[0]):
                a = activations[layer + 1][n, i]
                for j in range(W.shape[1]):
                    found[layer][n, i] += W[i, j] * found[layer + 1][n, j] * a * (1 - a)
    return found


# %% backward
def backward(activations, Y, params, output, lam):
    grads = [(lam * W, np.zeros(len(b))) for W, b in params]
    for n in range(len(Y)):
        a = activations[-1][n]
        delta = (a - Y[n]) / len(Y)
        if output == "sigmoid":
            delta = delta * a * (1 - a)
        for layer in range(len(params) - 1, -1, -1):
            a = activations[layer][n]
            dW, db = grads[layer]
            for i in range(len(a)):
                for j in range(len(delta)):
                    dW[i, j] += a[i] * delta[j]
            for j in range(len(delta)):
                db[j] += delta[j]
            W = params[layer][0]
            before = [
                sum(W[i, j] * delta[j] for j in range(len(delta)))
                for i in range(len(a))
            ]
            delta = np.array([before[i] * a[i] * (1 - a[i]) for i in range(len(a))])
    return grads


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    worst = 0
    for layer in range(len(params)):
        for which in (0, 1):
            above = below_g = below_m = 0
            for index in np.ndindex(params[layer][which].shape):
                ends = []
                for sign in (1, -1):
                    moved = [(np.array(W), np.array(b)) for W, b in params]
                    moved[layer][which][index] += sign * eps
                    ends.append(f(moved))
                m = (ends[0] - ends[1]) / eps / 2
                g = grads[layer][which][index]
                above += (g - m) ** 2
                below_g += g * g
                below_m += m * m
            below = math.sqrt(below_g) + math.sqrt(below_m)
            if below != 0 and math.sqrt(above) / below > worst:
                worst = math.sqrt(above) / below
    return worst


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    new = []
    for layer in range(len(params)):
        pair = []
        for which in (0, 1):
            array = params[layer][which].copy()
            for index in np.ndindex(array.shape):
                array[index] -= learning_rate * grads[layer][which][index]
            pair.append(array)
        new.append(tuple(pair))
    return new


# %% train
def train(X, Y, params, gradient, rng, learning_rate, epochs, batch_size):
    for _ in range(epochs):
        left = list(rng.permutation(len(X)))
        while left:
            batch, left = left[:batch_size], left[batch_size:]
            x = np.array([X[i] for i in batch])
            y = np.array([Y[i] for i in batch])
            grads = gradient(x, y, params)
            for layer in range(len(params)):
                W, b = params[layer]
                dW, db = grads[layer]
                pair = (W - learning_rate * dW, b - learning_rate * db)
                params = [*params[:layer], pair, *params[layer + 1 :]]
    return params
