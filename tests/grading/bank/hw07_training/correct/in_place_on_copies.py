"""Copies first and then changes the copies in place."""

# %% initialise
import copy

import numpy as np


def initialise(fan_in, fan_out, start, form, rng):
    W = np.empty((fan_in, fan_out))
    variance = 1 / fan_in
    if start == "he":
        variance *= 2
    if start == "glorot":
        variance = 2 / (fan_in + fan_out)
    if form == "normal":
        rng.standard_normal(out=W)
    else:
        rng.random(out=W)
        W -= 0.5
        W *= np.sqrt(12)
    W *= np.sqrt(variance)
    return W


# %% activate
def activate(z, kind, alpha=0.2):
    a, slope = z.astype(float), np.ones(z.shape)
    low = a <= 0
    if kind == "relu":
        a[low] = slope[low] = 0
    if kind == "leaky":
        a[low] *= alpha
        slope[low] = alpha
    if kind == "selu":
        alpha = 1.67326324
    if kind in ("elu", "selu"):
        slope[low] = alpha * np.exp(a[low])
        a[low] = slope[low] - alpha
    if kind == "selu":
        a *= 1.05070099
        slope *= 1.05070099
    return a, slope


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    Z = Z.copy()
    mean, var = moving[0].copy(), moving[1].copy()
    if training:
        mu, v = Z.mean(axis=0), Z.var(axis=0)
        mean *= momentum
        mean += (1 - momentum) * mu
        var *= momentum
        var += (1 - momentum) * v
    else:
        mu, v = mean, var
    Z -= mu
    Z /= np.sqrt(v + eps)
    Z *= gamma
    Z += beta
    return Z, (mean, var)


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    hat, d = Z.copy(), delta.copy()
    hat -= hat.mean(axis=0)
    root = np.sqrt((hat**2).mean(axis=0) + eps)
    hat /= root
    dgamma, dbeta = (d * hat).sum(axis=0), d.sum(axis=0)
    d *= gamma
    d -= d.mean(axis=0)
    d -= hat * (d * hat).mean(axis=0)
    d /= root
    return d, dgamma, dbeta


# %% dropout
def dropout(A, rate, rng, training):
    A, mask = A.copy(), np.ones(A.shape)
    if training:
        mask[rng.random(A.shape) < rate] = 0
        mask /= 1 - rate
    A *= mask
    return A, mask


# %% clip
def clip(grads, limit, by):
    grads = copy.deepcopy(grads)
    groups = [grads] if by == "global_norm" else [[g] for g in grads]
    for group in groups:
        length = np.sqrt(sum(np.sum(g**2) for g in group))
        for g in group:
            if by == "value":
                np.clip(g, -limit, limit, out=g)
            elif length > limit:
                g *= limit / length
    return grads


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    w, m, s = w.copy(), m.copy(), s.copy()
    if kind == "nesterov":
        w += 0.9 * m
    g = gradient(w)
    if kind == "nesterov":
        w -= 0.9 * m
    if kind in ("momentum", "nesterov"):
        m *= 0.9
        m -= learning_rate * g
        w += m
    elif kind == "adagrad":
        s += g**2
        w -= learning_rate * g / np.sqrt(s + 1e-7)
    elif kind == "rmsprop":
        s *= 0.9
        s += 0.1 * g**2
        w -= learning_rate * g / np.sqrt(s + 1e-7)
    else:
        m *= 0.9
        m += 0.1 * g
        s *= 0.999
        s += 0.001 * g**2
        w -= learning_rate * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-7)
    return w, m, s


# %% learning_rate
def learning_rate(t, schedule):
    schedule = copy.copy(schedule)
    kind = schedule.pop("kind")
    if kind == "piecewise":
        rates, borders = list(schedule["rates"]), list(schedule["borders"])
        while borders and borders[0] < t:
            del borders[0], rates[0]
        return rates[0]
    if kind == "power":
        schedule["rate"] /= (1 + t / schedule["s"]) ** schedule["c"]
    elif kind == "exponential":
        schedule["rate"] *= schedule["r"] ** (t / schedule["s"])
    else:
        schedule["rate"] -= schedule["end"]
        left = 1 - min(t, schedule["T"]) / schedule["T"]
        schedule["rate"] *= left ** schedule["p"]
        schedule["rate"] += schedule["end"]
    return schedule["rate"]


# %% early_stop
def early_stop(losses, patience, min_delta=0):
    left, bests, best = list(losses), [], None
    while left and len(bests) - (best or 0) < patience:
        loss = left.pop(0)
        bests.append(loss)
        if best is None or losses[best - 1] - loss > min_delta:
            best = len(bests)
    return len(bests), best


# %% elastic_net
def elastic_net(params, lam, beta):
    grads = [(W.copy(), np.zeros(b.shape)) for W, b in params]
    cost = 0.0
    for dW, _ in grads:
        cost += beta * lam * np.abs(dW).sum() + (1 - beta) / 2 * lam * (dW**2).sum()
        sign = np.sign(dW)
        dW *= (1 - beta) * lam
        dW += beta * lam * sign
    return cost, grads
