"""Returns nested lists and Python numbers."""

import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    variance = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}
    sigma = variance.get(start, 1 / fan_in) ** 0.5
    if form == "normal":
        return [list(rng.normal(0, sigma, fan_out)) for _ in range(fan_in)]
    r = (3 * sigma * sigma) ** 0.5
    return [rng.uniform(-r, r, fan_out).tolist() for _ in range(fan_in)]


# %% activate
def activate(z, kind, alpha=0.2):
    if kind == "selu":
        a, slope = activate(z, "elu", 1.67326324)
        stretched = 1.05070099 * np.array(a), 1.05070099 * np.array(slope)
        return [array.tolist() for array in stretched]
    low = np.minimum(z, 0.0)
    below = {"relu": 0 * low, "leaky": alpha * low, "elu": alpha * np.expm1(low)}
    slopes = {"relu": 0 * low, "leaky": 0 * low + alpha, "elu": alpha * np.exp(low)}
    a = np.maximum(z, 0.0) + below[kind]
    return [a.tolist(), np.where(z > 0, 1, slopes[kind]).tolist()]


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    mean, var = (list(array) for array in moving)
    columns = []
    for j, column in enumerate(Z.T):
        mu, v = (column.mean(), column.var()) if training else (mean[j], var[j])
        columns.append(gamma[j] * (column - mu) / np.sqrt(v + eps) + beta[j])
        if training:
            mean[j] += (1 - momentum) * (mu - mean[j])
            var[j] += (1 - momentum) * (v - var[j])
    return [np.transpose(columns).tolist(), [mean, var]]


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    columns, dgamma = [], []
    for d, z, g in zip(delta.T, Z.T, gamma, strict=True):
        root = (np.var(z) + eps) ** 0.5
        hat = (z - np.mean(z)) / root
        dgamma.append(float(d @ hat))
        columns.append(g / root * (d - np.mean(d) - hat * np.mean(d * hat)))
    return [np.transpose(columns).tolist(), dgamma, sum(delta).tolist()]


# %% dropout
def dropout(A, rate, rng, training):
    mask = [1.0] * A.size
    if training:
        mask = [0.0 if u < rate else 1 / (1 - rate) for u in rng.random(A.size)]
    mask = np.reshape(mask, A.shape)
    return [(A * mask).tolist(), mask.tolist()]


# %% clip
def clip(grads, limit, by):
    if by == "value":
        return [np.minimum(np.maximum(g, -limit), limit).tolist() for g in grads]
    squares = [float((g**2).sum()) for g in grads]
    if by == "global_norm":
        squares = [sum(squares)] * len(grads)
    factors = [1 if q <= limit**2 else limit / q**0.5 for q in squares]
    return [(f * g).tolist() for f, g in zip(factors, grads, strict=True)]


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    g = np.array(gradient(w + 0.9 * m if kind == "nesterov" else w))
    if kind == "momentum" or kind == "nesterov":
        m = 0.9 * m - learning_rate * g
        step = m
    elif kind == "adam":
        m, s = (9 * m + g) / 10, (999 * s + g**2) / 1000
        step = (
            -learning_rate * (m / (1 - 0.9**t)) / ((s / (1 - 0.999**t)) ** 0.5 + 1e-7)
        )
    else:
        s = s + g**2 if kind == "adagrad" else (9 * s + g**2) / 10
        step = -learning_rate * g * (s + 1e-7) ** -0.5
    return [(w + step).tolist(), m.tolist(), s.tolist()]


# %% early_stop
def early_stop(losses, patience, min_delta=0):
    stop, best = len(losses), 1
    for epoch in range(2, len(losses) + 1):
        if losses[epoch - 1] < losses[best - 1] - min_delta:
            best = epoch
        elif epoch - best >= patience:
            stop = epoch
            break
    return [stop, best]


# %% elastic_net
def elastic_net(params, lam, beta):
    numbers = [float(w) for W, _ in params for row in W for w in row]
    cost = lam * beta * sum(map(abs, numbers))
    cost += lam * (1 - beta) * sum(w * w for w in numbers) / 2
    sign = lambda w: (w > 0) - (w < 0)  # noqa: E731
    slope = lambda w: lam * (beta * sign(w) + (1 - beta) * w)  # noqa: E731
    grads = [
        [[[slope(float(w)) for w in row] for row in W], [0] * len(b)] for W, b in params
    ]
    return [cost, grads]
