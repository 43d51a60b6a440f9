"""Calls itself instead of looping or writing anything twice."""

import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    if start == "glorot":
        W = initialise(fan_in, fan_out, "lecun", form, rng)
        return W * np.sqrt(2 * fan_in / (fan_in + fan_out))
    if start == "he":
        return 2**0.5 * initialise(fan_in, fan_out, "lecun", form, rng)
    r = np.sqrt(3 / fan_in)
    if form == "uniform":
        return rng.uniform(-r, r, (fan_in, fan_out))
    return rng.normal(0, r / np.sqrt(3), (fan_in, fan_out))


# %% activate
def activate(z, kind, alpha=0.2):
    if kind == "selu":
        a, slope = activate(z, "elu", 1.67326324)
        return a * 1.05070099, slope * 1.05070099
    if kind == "relu":
        return activate(z, "leaky", 0)
    if kind == "leaky":
        return np.where(z > 0, z, alpha * z), np.where(z > 0, 1, alpha)
    low = np.where(z > 0, 0, z)
    return np.where(z > 0, z, alpha * np.exp(low) - alpha), np.where(
        z > 0, 1, alpha * np.exp(low)
    )


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    if training:
        batch = np.average(Z, axis=0), np.std(Z, axis=0) ** 2
        out, _ = batch_norm_forward(Z, gamma, beta, batch, False, momentum, eps)
        pairs = zip(moving, batch, strict=True)
        return out, [momentum * old + (1 - momentum) * new for old, new in pairs]
    return gamma * (Z - moving[0]) / (moving[1] + eps) ** 0.5 + beta, moving


# %% dropout
def dropout(A, rate, rng, training):
    if A.ndim > 1:
        pairs = [dropout(part, rate, rng, training) for part in A]
        return np.stack([p[0] for p in pairs]), np.stack([p[1] for p in pairs])
    keep = 1 - rate if training else 1.0
    mask = rng.choice([0, 1 / keep], size=len(A), p=[1 - keep, keep])
    return A * mask, mask


# %% learning_rate
def learning_rate(t, schedule):
    if schedule["kind"] == "piecewise":
        first, *rates = schedule["rates"]
        if not rates or t <= schedule["borders"][0]:
            return first
        return learning_rate(
            t, {**schedule, "rates": rates, "borders": schedule["borders"][1:]}
        )
    if schedule["kind"] == "polynomial":
        if t > schedule["T"]:
            return learning_rate(schedule["T"], schedule)
        share = (1 - t / schedule["T"]) ** schedule["p"]
        return share * schedule["rate"] + (1 - share) * schedule["end"]
    if schedule["kind"] == "power":
        return schedule["rate"] / (t / schedule["s"] + 1) ** schedule["c"]
    return schedule["rate"] * pow(schedule["r"], t / schedule["s"])


# %% early_stop
def early_stop(losses, patience, min_delta=0, epoch=1, best=1):
    if epoch > 1 and losses[epoch - 1] + min_delta < losses[best - 1]:
        best = epoch
    if epoch - best >= patience or epoch == len(losses):
        return epoch, best
    return early_stop(losses, patience, min_delta, epoch + 1, best)


# %% elastic_net
def elastic_net(params, lam, beta):
    if not params:
        return 0.0, []
    (W, b), *rest = params
    cost, grads = elastic_net(rest, lam, beta)
    own = lam * (beta * np.sum(np.abs(W)) + (1 - beta) / 2 * np.sum(np.square(W)))
    pair = (lam * (beta * np.sign(W) + (1 - beta) * W), np.zeros(len(b)))
    return cost + own, [pair, *grads]
