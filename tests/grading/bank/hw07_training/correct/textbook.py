"""Writes every row of every table out, one if after the other."""

import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    fan_avg = (fan_in + fan_out) / 2
    if start == "glorot":
        variance = 1 / fan_avg
    elif start == "he":
        variance = 2 / fan_in
    elif start == "lecun":
        variance = 1 / fan_in
    else:
        raise ValueError(start)
    if form == "normal":
        W = rng.normal(loc=0.0, scale=np.sqrt(variance), size=(fan_in, fan_out))
    else:
        r = np.sqrt(3 * variance)
        W = rng.uniform(low=-r, high=r, size=(fan_in, fan_out))
    return W


# %% activate
def activate(z, kind, alpha=0.2):
    if kind == "relu":
        a = np.maximum(0, z)
        slope = (z > 0).astype(float)
    elif kind == "leaky":
        a = np.maximum(alpha * z, z)
        slope = np.where(z > 0, 1.0, alpha)
    elif kind == "elu":
        a = np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))
        slope = np.where(z > 0, 1.0, a + alpha)
    elif kind == "selu":
        alpha, lam = 1.67326324, 1.05070099
        a = lam * np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))
        slope = np.where(z > 0, lam, a + lam * alpha)
    return a, slope


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    moving_mean, moving_var = moving
    if training:
        mu = np.mean(Z, axis=0)
        var = np.mean((Z - mu) ** 2, axis=0)
        z_hat = (Z - mu) / np.sqrt(var + eps)
        moving_mean = momentum * moving_mean + (1 - momentum) * mu
        moving_var = momentum * moving_var + (1 - momentum) * var
    else:
        z_hat = (Z - moving_mean) / np.sqrt(moving_var + eps)
    return gamma * z_hat + beta, (moving_mean, moving_var)


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    mu = np.mean(Z, axis=0)
    var = np.mean((Z - mu) ** 2, axis=0)
    z_hat = (Z - mu) / np.sqrt(var + eps)
    dbeta = np.sum(delta, axis=0)
    dgamma = np.sum(delta * z_hat, axis=0)
    d = gamma * delta
    over = d - np.mean(d, axis=0) - z_hat * np.mean(d * z_hat, axis=0)
    dZ = over / np.sqrt(var + eps)
    return dZ, dgamma, dbeta


# %% dropout
def dropout(A, rate, rng, training):
    if not training:
        return A.copy(), np.ones_like(A)
    keep = 1 - rate
    mask = (rng.random(A.shape) < keep).astype(float)
    mask = mask / keep
    return A * mask, mask


# %% clip
def clip(grads, limit, by):
    clipped = []
    if by == "value":
        for g in grads:
            clipped.append(np.clip(g, -limit, limit))
    elif by == "norm":
        for g in grads:
            length = np.sqrt(np.sum(g**2))
            if length > limit:
                clipped.append(g * limit / length)
            else:
                clipped.append(g)
    else:
        total = 0.0
        for g in grads:
            total += np.sum(g**2)
        length = np.sqrt(total)
        for g in grads:
            if length > limit:
                clipped.append(g * limit / length)
            else:
                clipped.append(g)
    return clipped


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    if kind == "momentum":
        m = 0.9 * m - learning_rate * gradient(w)
        w = w + m
    elif kind == "nesterov":
        m = 0.9 * m - learning_rate * gradient(w + 0.9 * m)
        w = w + m
    elif kind == "adagrad":
        g = gradient(w)
        s = s + g**2
        w = w - learning_rate * g / np.sqrt(s + 1e-7)
    elif kind == "rmsprop":
        g = gradient(w)
        s = 0.9 * s + (1 - 0.9) * g**2
        w = w - learning_rate * g / np.sqrt(s + 1e-7)
    elif kind == "adam":
        g = gradient(w)
        m = 0.9 * m + (1 - 0.9) * g
        s = 0.999 * s + (1 - 0.999) * g**2
        m_hat = m / (1 - 0.9**t)
        s_hat = s / (1 - 0.999**t)
        w = w - learning_rate * m_hat / (np.sqrt(s_hat) + 1e-7)
    return w, m, s


# %% learning_rate
def learning_rate(t, schedule):
    kind = schedule["kind"]
    if kind == "power":
        return schedule["rate"] / (1 + t / schedule["s"]) ** schedule["c"]
    elif kind == "exponential":
        return schedule["rate"] * schedule["r"] ** (t / schedule["s"])
    elif kind == "polynomial":
        rate, end = schedule["rate"], schedule["end"]
        T, p = schedule["T"], schedule["p"]
        return (rate - end) * (1 - min(t, T) / T) ** p + end
    elif kind == "piecewise":
        for border, rate in zip(schedule["borders"], schedule["rates"], strict=False):
            if t <= border:
                return rate
        return schedule["rates"][-1]
    return None


# %% early_stop
def early_stop(losses, patience, min_delta=0):
    best_loss = float("inf")
    best_epoch = 0
    waited = 0
    for epoch in range(1, len(losses) + 1):
        loss = losses[epoch - 1]
        if loss < best_loss - min_delta:
            best_loss = loss
            best_epoch = epoch
            waited = 0
        else:
            waited += 1
            if waited >= patience:
                return epoch, best_epoch
    return len(losses), best_epoch


# %% elastic_net
def elastic_net(params, lam, beta):
    l1, l2 = 0.0, 0.0
    grads = []
    for W, b in params:
        l1 += np.sum(np.abs(W))
        l2 += np.sum(W**2)
        dW = beta * lam * np.sign(W) + (1 - beta) * lam * W
        grads.append((dW, np.zeros_like(b)))
    return beta * lam * l1 + (1 - beta) / 2 * lam * l2, grads
