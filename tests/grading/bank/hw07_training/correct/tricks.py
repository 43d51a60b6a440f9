"""Generators, accumulate, broadcasting and one-liners."""

# %% initialise
from itertools import accumulate, count, takewhile

import numpy as np


def initialise(fan_in, fan_out, start, form, rng):
    fans = dict(glorot=np.mean([fan_in, fan_out]), he=fan_in / 2, lecun=fan_in)
    u = rng.random((fan_in, fan_out)) if form == "uniform" else None
    draw = rng.normal(size=(fan_in, fan_out)) if u is None else np.sqrt(12) * (u - 0.5)
    return draw * fans[start] ** -0.5


# %% activate
def activate(z, kind, alpha=0.2):
    up, low = np.heaviside(z, 0.0), np.clip(z, None, 0)
    match kind:
        case "relu":
            return up * z, up
        case "leaky":
            return z * (alpha + (1 - alpha) * up), alpha + (1 - alpha) * up
        case "elu":
            return z - low + alpha * np.expm1(low), up + (1 - up) * alpha * np.exp(low)
    lam, own = 1.05070099, 1.67326324
    return tuple(lam * array for array in activate(z, "elu", own))


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    used = np.stack([Z.mean(0), Z.var(0)] if training else moving)
    mean, var = used
    scale = gamma / np.sqrt(var + eps)
    new = np.stack(moving) * momentum + used * (1 - momentum)
    return Z * scale + (beta - mean * scale), tuple(new)


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    n, root = len(Z), np.sqrt(np.var(Z, 0) + eps)
    hat = (Z - Z.mean(0)) / root
    table = np.eye(n)[:, :, None] - (1 + hat[:, None] * hat[None]) / n
    dZ = np.einsum("ijk,jk->ik", table, gamma * delta) / root
    return dZ, np.einsum("nk,nk->k", delta, hat), np.add.reduce(delta)


# %% dropout
def dropout(A, rate, rng, training):
    keep = 1 - rate if training else 1
    mask = rng.binomial(1, keep, A.shape) / keep
    return A * mask, mask


# %% clip
def clip(grads, limit, by):
    square = lambda *arrays: sum(np.vdot(g, g) for g in arrays)  # noqa: E731
    cut = lambda g, q: g / max(1, q**0.5 / limit)  # noqa: E731
    return [
        np.median([g, -limit + 0 * g, limit + 0 * g], axis=0)
        if by == "value"
        else cut(g, square(g) if by == "norm" else square(*grads))
        for g in grads
    ]


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    g = gradient(w + (kind[0] == "n") * 0.9 * m)
    if kind in ("momentum", "nesterov"):
        return (v := 0.9 * m - learning_rate * g) + w, v, s
    match kind:
        case "adam":
            m, s = (
                np.average([m, g], 0, [0.9, 0.1]),
                np.average([s, g * g], 0, [0.999, 0.001]),
            )
            over = m / -np.expm1(t * np.log(0.9))
            under = np.sqrt(s / -np.expm1(t * np.log(0.999))) + 1e-7
        case _:
            s = {"a": s, "r": 0.9 * s}[kind[0]] + {"a": 1, "r": 0.1}[kind[0]] * g * g
            over, under = g, np.hypot(np.sqrt(s), np.sqrt(1e-7))
    return w - learning_rate * np.divide(over, under), m, s


# %% learning_rate
def learning_rate(t, schedule):
    match schedule:
        case {"kind": "power", "rate": rate, "s": s, "c": c}:
            return rate * np.exp(-c * np.log1p(t / s))
        case {"kind": "exponential", "rate": rate, "s": s, "r": r}:
            return rate * np.exp(np.log(r) * t / s)
        case {"kind": "polynomial", "rate": rate, "end": end, "T": T, "p": p}:
            return end + (rate - end) * max(0, 1 - t / T) ** p
        case {"borders": borders, "rates": rates}:
            return rates[np.searchsorted(borders, t, side="left")]


# %% early_stop
def early_stop(losses, patience, min_delta=0):
    better = lambda best, k: k if losses[best] - losses[k] > min_delta else best  # noqa: E731
    bests = list(accumulate(range(len(losses)), better))
    going = sum(1 for _ in takewhile(lambda k: k < len(bests) and k - bests[k]
                                     < patience, count()))  # fmt: skip
    stop = min(going, len(losses) - 1)
    return stop + 1, bests[stop] + 1


# %% elastic_net
def elastic_net(params, lam, beta):
    flat = np.hstack([W.ravel() for W, _ in params])
    cost = lam * (beta * np.linalg.norm(flat, 1) + (1 - beta) / 2 * np.vdot(flat, flat))
    slope = lambda W: lam * (beta * np.sign(W) + (1 - beta) * W)  # noqa: E731
    return cost, tuple((slope(W), b - b) for W, b in params)
