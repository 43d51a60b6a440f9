"""Goes back through batch normalisation step by step, as through a graph."""

import numpy as np


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    n = Z.shape[0]
    mu = 1 / n * np.sum(Z, axis=0)
    centred = Z - mu
    square = centred**2
    var = 1 / n * np.sum(square, axis=0)
    root = np.sqrt(var + eps)
    inverse = 1 / root
    hat = centred * inverse

    dbeta = np.sum(delta, axis=0)
    dgamma = np.sum(delta * hat, axis=0)
    dhat = delta * gamma
    dinverse = np.sum(dhat * centred, axis=0)
    dcentred = dhat * inverse
    droot = -1 / root**2 * dinverse
    dvar = 0.5 / root * droot
    dsquare = 1 / n * np.ones(Z.shape) * dvar
    dcentred = dcentred + 2 * centred * dsquare
    dmu = -np.sum(dcentred, axis=0)
    dZ = dcentred + 1 / n * np.ones(Z.shape) * dmu
    return dZ, dgamma, dbeta


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    # Nesterov by its second face: jump first, then correct.
    if kind == "nesterov":
        before = w - m
        jumped = w + 0.9 * (w - before)
        new = jumped - learning_rate * gradient(jumped)
        return new, new - w, s
    g = gradient(w)
    if kind == "momentum":
        push = -learning_rate * g
        return w + 0.9 * m + push, 0.9 * m + push, s
    if kind == "adam":
        m = m - 0.1 * m + 0.1 * g
        s = s - 0.001 * s + 0.001 * g * g
        c1, c2 = 1 - 0.9**t, np.sqrt(1 - 0.999**t)
        return w - learning_rate * c2 / c1 * m / (np.sqrt(s) + c2 * 1e-7), m, s
    s = {"adagrad": s, "rmsprop": s * 9 / 10}[kind] + g * g / (
        1 if kind == "adagrad" else 10
    )
    rates = learning_rate / np.sqrt(s + 1e-7)
    return w - rates * g, m, s


# %% clip
def clip(grads, limit, by):
    if by == "value":
        return [np.minimum(limit, np.maximum(-limit, g)) for g in grads]
    if by == "norm":
        return [clip([g], limit, "global_norm")[0] for g in grads]
    flat = np.concatenate([g.ravel() for g in grads])
    length = np.linalg.norm(flat)
    flat = flat if length <= limit else flat / length * limit
    ends = np.cumsum([g.size for g in grads])
    parts = np.split(flat, ends[:-1])
    return [part.reshape(g.shape) for part, g in zip(parts, grads, strict=True)]
