"""Loops over single numbers."""

# %% initialise
import math

import numpy as np


def initialise(fan_in, fan_out, start, form, rng):
    fan = {"glorot": 0.5 * fan_in + 0.5 * fan_out, "he": 0.5 * fan_in}
    sigma = fan.get(start, fan_in) ** -0.5
    W = np.zeros((fan_in, fan_out))
    for i in range(fan_in):
        if form == "uniform":
            W[i] = rng.uniform(-sigma * 3**0.5, sigma * 3**0.5, fan_out)
        else:
            W[i] = rng.normal(0, sigma, fan_out)
    return W


# %% activate
def activate(z, kind, alpha=0.2):
    a, slope = np.zeros(z.shape), np.zeros(z.shape)
    scale = 1.0
    if kind == "selu":
        scale, alpha, kind = 1.05070099, 1.67326324, "elu"
    for at in np.ndindex(z.shape):
        score = float(z[at])
        if score > 0:
            a[at], slope[at] = score, 1
        elif kind == "leaky":
            a[at], slope[at] = alpha * score, alpha
        elif kind == "elu":
            a[at], slope[at] = alpha * (math.exp(score) - 1), alpha * math.exp(score)
        a[at] *= scale
        slope[at] *= scale
    return a, slope


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    n, k = Z.shape
    new = np.zeros((n, k))
    means, variances = list(moving[0]), list(moving[1])
    for j in range(k):
        mean, var = moving[0][j], moving[1][j]
        if training:
            mean = sum(Z[:, j]) / n
            var = sum((Z[i, j] - mean) ** 2 for i in range(n)) / n
            means[j] = momentum * means[j] + (1 - momentum) * mean
            variances[j] = momentum * variances[j] + (1 - momentum) * var
        for i in range(n):
            new[i, j] = gamma[j] * (Z[i, j] - mean) / (var + eps) ** 0.5 + beta[j]
    return new, (np.array(means), np.array(variances))


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    n, k = Z.shape
    dZ, dgamma, dbeta = np.zeros((n, k)), np.zeros(k), np.zeros(k)
    for j in range(k):
        mean = sum(Z[:, j]) / n
        root = (sum((z - mean) ** 2 for z in Z[:, j]) / n + eps) ** 0.5
        hat = [(z - mean) / root for z in Z[:, j]]
        for i in range(n):
            dgamma[j] += delta[i, j] * hat[i]
            dbeta[j] += delta[i, j]
        for i in range(n):
            for o in range(n):
                slope = ((i == o) - 1 / n - hat[i] * hat[o] / n) / root
                dZ[i, j] += gamma[j] * delta[o, j] * slope
    return dZ, dgamma, dbeta


# %% clip
def clip(grads, limit, by):
    lengths = []
    for g in grads:
        lengths.append(sum(float(x) ** 2 for x in g.flat) ** 0.5)
    if by == "global_norm":
        total = sum(length**2 for length in lengths) ** 0.5
        lengths = [total for _ in lengths]
    result = []
    for g, length in zip(grads, lengths, strict=True):
        new = g.copy()
        for at in np.ndindex(g.shape):
            if by == "value":
                new[at] = max(-limit, min(limit, g[at]))
            elif length > limit:
                new[at] = g[at] / length * limit
        result.append(new)
    return result


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    g = gradient(w + 0.9 * m if kind == "nesterov" else w)
    new_w, new_m, new_s = w.copy(), m.copy(), s.copy()
    for at in np.ndindex(w.shape):
        x = float(g[at])
        if kind in ("momentum", "nesterov"):
            new_m[at] = 0.9 * m[at] - learning_rate * x
            new_w[at] = w[at] + new_m[at]
        elif kind == "adam":
            new_m[at] = 0.9 * m[at] + 0.1 * x
            new_s[at] = 0.999 * s[at] + 0.001 * x * x
            corrected = new_m[at] / (1 - 0.9**t)
            root = (new_s[at] / (1 - 0.999**t)) ** 0.5
            new_w[at] = w[at] - learning_rate * corrected / (root + 1e-7)
        else:
            new_s[at] = s[at] + x * x
            if kind == "rmsprop":
                new_s[at] = 0.9 * s[at] + 0.1 * x * x
            new_w[at] = w[at] - learning_rate * x / (new_s[at] + 1e-7) ** 0.5
    return new_w, new_m, new_s


# %% learning_rate
def learning_rate(t, schedule):
    if schedule["kind"] == "piecewise":
        index = 0
        while index < len(schedule["borders"]) and t > schedule["borders"][index]:
            index += 1
        return schedule["rates"][index]
    rate = schedule["rate"]
    if schedule["kind"] == "power":
        return rate * (1 + t / schedule["s"]) ** -schedule["c"]
    if schedule["kind"] == "exponential":
        return rate * schedule["r"] ** (t / schedule["s"])
    if t >= schedule["T"]:
        return schedule["end"]
    left = 1 - t / schedule["T"]
    return schedule["end"] + (rate - schedule["end"]) * left ** schedule["p"]


# %% elastic_net
def elastic_net(params, lam, beta):
    cost = 0
    grads = []
    for W, b in params:
        dW = np.zeros(W.shape)
        for at in np.ndindex(W.shape):
            x = float(W[at])
            cost += lam * (beta * abs(x) + (1 - beta) / 2 * x * x)
            if x > 0:
                dW[at] = lam * (beta + (1 - beta) * x)
            elif x < 0:
                dW[at] = lam * (-beta + (1 - beta) * x)
        grads.append((dW, [0.0] * len(b)))
    return cost, grads
