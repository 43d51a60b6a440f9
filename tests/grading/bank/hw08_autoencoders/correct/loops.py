"""Loops over examples, columns and neurons, without any product of matrices."""

import numpy as np


# %% to_bits
def to_bits(numbers):
    rows = []
    for number in numbers:
        rest, row = int(number), []
        for power in (128, 64, 32, 16, 8, 4, 2, 1):
            row.append(1 if rest >= power else 0)
            rest -= row[-1] * power
        rows.append(row)
    return rows


# %% from_bits
def from_bits(rows):
    found = []
    for row in rows:
        number = 0
        for value in row:
            number = 2 * number
            if value > 0.5:
                number += 1
        found.append(number)
    return found


# %% reconstruction_loss
def reconstruction_loss(X, X_hat, kind):
    def cost(a, b):
        if kind == "mse":
            return (a - b) ** 2
        b = min(max(b, 1e-7), 1 - 1e-7)
        return -(a * np.log(b) + (1 - a) * np.log(1 - b))

    loss = floor = 0.0
    for a, b in zip(X.ravel(), X_hat.ravel(), strict=True):
        loss += cost(a, b) / X.size
        floor += cost(a, a) / X.size
    return loss, floor


# %% encode_decode
def encode_decode(X, params, bends):
    found = []
    for x in X:
        outputs = [x]
        for (W, b), bend in zip(params, bends, strict=True):
            row = []
            for j in range(len(b)):
                z = b[j]
                for i in range(len(outputs[-1])):
                    z = z + outputs[-1][i] * W[i, j]
                if bend == "sigmoid":
                    z = 1 / (1 + np.exp(-z)) if z > -500 else 0.0
                elif bend == "tanh":
                    z = np.tanh(z)
                elif bend == "relu":
                    z = z if z > 0 else 0.0
                row.append(z)
            outputs.append(row)
        found.append((outputs[len(params) // 2], outputs[-1]))
    return [z for z, _ in found], [x_hat for _, x_hat in found]


# %% count_parameters
def count_parameters(sizes):
    total = 0
    for layer in range(1, len(sizes)):
        for _ in range(sizes[layer]):
            total += sizes[layer - 1] + 1
    return total


# %% linear_gradients
def linear_gradients(X, W, b, D, c):
    dW, db, dD, dc = (np.zeros(p.shape) for p in (W, b, D, c))
    loss = 0.0
    for x in X:
        z = b + sum(x[i] * W[i] for i in range(len(x)))
        e = c + sum(z[i] * D[i] for i in range(len(z))) - x
        loss += sum(e**2) / X.size
        g = 2 * e / X.size
        dc += g
        for i in range(len(z)):
            dD[i] += z[i] * g
            back = sum(g * D[i])
            db[i] += back
            for j in range(len(x)):
                dW[j, i] += x[j] * back
    return loss, dW, db, dD, dc


# %% overlap
def overlap(codes, y):
    sums, times = {}, {}
    for code, label in zip(codes, y, strict=True):
        sums[int(label)] = sums.get(int(label), 0) + code
        times[int(label)] = times.get(int(label), 0) + 1
    wrong = 0
    for code, label in zip(codes, y, strict=True):
        nearest, least = None, np.inf
        for other in sums:
            far = np.sqrt(np.sum((code - sums[other] / times[other]) ** 2))
            if far < least:
                nearest, least = other, far
        wrong += nearest != label
    return wrong / len(y)
