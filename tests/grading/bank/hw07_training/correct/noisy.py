"""Prints its progress, warns and computes with infinity on the way."""

# %% initialise
import sys
import warnings

import numpy as np


def initialise(fan_in, fan_out, start, form, rng):
    print("fans", fan_in, fan_out, start, form)
    variance = 2 / fan_in
    if start == "glorot":
        variance = 2 / (fan_in + fan_out)
    if start == "lecun":
        variance /= 2
    if form == "uniform":
        r = np.sqrt(3 * variance)
        print("r", r, file=sys.stderr)
        return 2 * r * rng.random((fan_in, fan_out)) - r
    return np.sqrt(variance) * rng.standard_normal((fan_in, fan_out))


# %% activate
def activate(z, kind, alpha=0.2):
    warnings.warn("overflow ahead", RuntimeWarning, stacklevel=2)
    power = np.exp(1.0 * z)  # infinity for large z, and then not chosen
    print("powers", power)
    rows = {
        "relu": [z, 0 * z, 1, 0],
        "leaky": [z, alpha * z, 1, alpha],
        "elu": [z, alpha * (power - 1), 1, alpha * power],
        "selu": [
            1.05070099 * z,
            1.05070099 * 1.67326324 * (power - 1),
            1.05070099,
            1.05070099 * 1.67326324 * power,
        ],
    }
    up, low, slope_up, slope_low = rows[kind]
    return np.where(z > 0, up, low), np.where(z > 0, slope_up, slope_low)


# %% batch_norm_forward
def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    print("training" if training else "use", Z.shape)
    mean, var = (np.mean(Z, 0), np.var(Z, 0)) if training else moving
    print("mean", mean, "variance", var)
    new = tuple(
        momentum * old + (1 - momentum) * now
        for old, now in zip(moving, (mean, var), strict=True)
    )  # in use this changes nothing
    return (Z - mean) / np.sqrt(var + eps) * gamma + beta, new


# %% dropout
def dropout(A, rate, rng, training):
    mask = rng.random(A.shape) >= rate if training else np.ones(A.shape, bool)
    print(f"{mask.mean():.1%} survive", end="\r")
    mask = np.where(mask, 1 / (1 - rate) if training else 1.0, 0.0)
    warnings.warn("neurons are gone", stacklevel=2)
    return np.where(mask, A * mask, 0), mask


# %% clip
def clip(grads, limit, by):
    lengths = np.array([np.linalg.norm(g.reshape(-1)) for g in grads])
    print("lengths", lengths)
    if by == "global_norm":
        lengths = np.full(len(grads), np.sqrt(np.sum(lengths**2)))
    factors = np.minimum(1, np.divide(limit, lengths))  # infinity for zeros
    print("factors", factors)
    if by == "value":
        return [np.where(abs(g) > limit, limit * np.sign(g), g) for g in grads]
    return [g * f for g, f in zip(grads, factors, strict=True)]


# %% optimiser_step
def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    ahead = w + 0.9 * m
    g = gradient(w)
    print(kind, "step", t, "gradient", g)
    if kind == "nesterov":
        g = gradient(ahead)
        print("gradient ahead", g, flush=True)
    velocity = 0.9 * m - learning_rate * g
    if kind in {"momentum", "nesterov"}:
        print("velocity", velocity)
        return w + velocity, velocity, s
    if kind == "adam":
        m = 0.9 * m + 0.1 * g
        s = 0.999 * s + 0.001 * np.square(g)
        root = np.sqrt(s / (1 - np.power(0.999, t)))
        step = learning_rate * (m / (1 - np.power(0.9, t))) / (root + 1e-7)
    else:
        s = np.square(g) + s if kind == "adagrad" else 0.9 * s + 0.1 * np.square(g)
        step = learning_rate / np.sqrt(s + 1e-7) * g
    print("step", step)
    return w - step, m, s


# %% learning_rate
def learning_rate(t, schedule):
    print(t, schedule)
    n = schedule
    rules = {
        "power": lambda: n["rate"] / (1 + t / n["s"]) ** n["c"],
        "exponential": lambda: n["rate"] * n["r"] ** (t / n["s"]),
        "polynomial": lambda: (
            (n["rate"] - n["end"]) * (1 - min(t / n["T"], 1)) ** n["p"] + n["end"]
        ),
        "piecewise": lambda: n["rates"][int(np.sum(np.array(n["borders"]) < t))],
    }
    rate = rules[n["kind"]]()
    print("rate", rate)
    return rate


# %% early_stop
def early_stop(losses, patience, min_delta=0):
    best, best_loss = 1, losses[0]
    for epoch, loss in enumerate(losses, start=1):
        print(f"epoch {epoch}/{len(losses)} loss {loss:.4f}", end="\r")
        if best_loss - loss > min_delta:
            print("better than", best_loss, "by", best_loss - loss)
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            warnings.warn("stopped early", stacklevel=2)
            break
    return epoch, best


# %% elastic_net
def elastic_net(params, lam, beta):
    cost, grads = 0, []
    for layer, (W, b) in enumerate(params):
        share = beta * np.abs(W).sum() + (1 - beta) * (W**2).sum() / 2
        print("layer", layer, "costs", lam * share)
        cost = cost + lam * share
        with np.errstate(all="ignore"):
            sign = np.nan_to_num(W / np.abs(W))  # not a number at 0, so 0
        grads.append((lam * beta * sign + lam * (1 - beta) * W, 0 * b))
    return cost, grads
