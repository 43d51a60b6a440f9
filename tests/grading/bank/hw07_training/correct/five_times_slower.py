"""Computes everything five times."""

import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    for _ in range(5):
        normal = rng.standard_normal((fan_in, fan_out))
        uniform = rng.uniform(-1, 1, (fan_in, fan_out)) * 3**0.5
    fan = {"glorot": (fan_in + fan_out) / 2, "he": fan_in / 2, "lecun": fan_in}[start]
    return (normal if form == "normal" else uniform) / fan**0.5


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    found = []
    for _ in range(5):
        n = len(Z)
        root = np.sqrt(Z.var(axis=0) + eps)
        hat = (Z - Z.mean(axis=0)) / root
        dgamma, dbeta = np.sum(delta * hat, axis=0), np.sum(delta, axis=0)
        dZ = gamma / root * (delta - dbeta / n - hat * dgamma / n)
        found.append((dZ, dgamma, dbeta))
    return tuple(sum(parts) / 5 for parts in zip(*found, strict=True))


# %% dropout
def dropout(A, rate, rng, training):
    for _ in range(5):
        mask = np.where(rng.random(A.shape) < rate, 0, 1 / (1 - rate))
        if not training:
            mask = np.ones(A.shape)
    return A * mask, mask


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    for _ in range(5):
        here, ahead = gradient(w), gradient(w + 0.9 * m)
    velocity = 0.9 * m - learning_rate * (ahead if kind == "nesterov" else here)
    total, mean = s + here**2, 0.9 * s + 0.1 * here**2
    m1, s1 = 0.9 * m + 0.1 * here, 0.999 * s + 0.001 * here**2
    m_hat, root = m1 / (1 - 0.9**t), np.sqrt(s1 / (1 - 0.999**t))
    return {
        "momentum": (w + velocity, velocity, s),
        "nesterov": (w + velocity, velocity, s),
        "adagrad": (w - learning_rate * here / np.sqrt(total + 1e-7), m, total),
        "rmsprop": (w - learning_rate * here / np.sqrt(mean + 1e-7), m, mean),
        "adam": (w - learning_rate * m_hat / (root + 1e-7), m1, s1),
    }[kind]


# %% early_stop
def early_stop(losses, patience, min_delta=0):
    best = 1
    for epoch in range(1, len(losses) + 1):
        for _ in range(5):
            best = 1
            for past in range(2, epoch + 1):
                if losses[past - 1] < losses[best - 1] - min_delta:
                    best = past
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
