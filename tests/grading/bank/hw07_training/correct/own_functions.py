"""Splits the work into functions of its own."""

# %% initialise
import numpy as np


def variance_of(start, fan_in, fan_out):
    fan_avg = (fan_in + fan_out) / 2
    return {"glorot": 1 / fan_avg, "he": 2 / fan_in, "lecun": 1 / fan_in}[start]


def reach(variance):
    return np.sqrt(3 * variance)


def initialise(fan_in, fan_out, start, form, rng):
    variance = variance_of(start, fan_in, fan_out)
    if form == "uniform":
        return rng.uniform(-reach(variance), reach(variance), size=(fan_in, fan_out))
    return rng.normal(scale=variance**0.5, size=(fan_in, fan_out))


# %% activate
def elu(z, alpha):
    low = np.minimum(z, 0)
    a = np.where(z > 0, z, alpha * np.expm1(low))
    return a, np.where(z > 0, 1.0, alpha * np.exp(low))


def leaky(z, alpha):
    return np.where(z > 0, z, alpha * z), np.where(z > 0, 1.0, alpha)


def relu(z, alpha):
    return leaky(z, 0.0)


def selu(z, alpha):
    a, slope = elu(z, 1.6732632423543772)
    return 1.0507009873554805 * a, 1.0507009873554805 * slope


def activate(z, kind, alpha=0.2):
    return {"relu": relu, "leaky": leaky, "elu": elu, "selu": selu}[kind](z, alpha)


# %% batch_norm_forward
def normalised(Z, mean, var, eps):
    return (Z - mean) / np.sqrt(var + eps)


def moved(old, new, momentum):
    return momentum * old + (1 - momentum) * new


def batch_norm_forward(Z, gamma, beta, moving, training, momentum=0.99, eps=1e-3):
    if not training:
        return gamma * normalised(Z, *moving, eps) + beta, moving
    mean, var = Z.mean(axis=0), Z.var(axis=0)
    new = moved(moving[0], mean, momentum), moved(moving[1], var, momentum)
    return gamma * normalised(Z, mean, var, eps) + beta, new


# %% batch_norm_backward
def centred(array):
    return array - array.mean(axis=0)


def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    hat = centred(Z) / np.sqrt(Z.var(axis=0) + eps)
    d = centred(gamma * delta)
    dZ = (d - hat * np.mean(d * hat, axis=0)) / np.sqrt(Z.var(axis=0) + eps)
    return dZ, np.sum(delta * hat, axis=0), np.sum(delta, axis=0)


# %% dropout
def make_mask(shape, rate, rng):
    return (rng.random(shape) >= rate) / (1 - rate)


def dropout(A, rate, rng, training):
    mask = make_mask(A.shape, rate, rng) if training else np.ones(A.shape)
    return A * mask, mask


# %% clip
def length_of(arrays):
    return np.linalg.norm(np.concatenate([g.ravel() for g in arrays]))


def shortened(arrays, limit):
    length = length_of(arrays)
    return [g * (limit / length) if length > limit else g for g in arrays]


def clip(grads, limit, by):
    if by == "value":
        return [np.clip(g, -limit, limit) for g in grads]
    if by == "norm":
        return [shortened([g], limit)[0] for g in grads]
    return shortened(grads, limit)


# %% optimiser_step
def momentum(w, m, s, t, gradient, rate):
    m = 0.9 * m - rate * gradient(w)
    return w + m, m, s


def nesterov(w, m, s, t, gradient, rate):
    m = 0.9 * m - rate * gradient(w + 0.9 * m)
    return w + m, m, s


def scaled(w, g, m, s, rate):
    return w - rate * g / np.sqrt(s + 1e-7), m, s


def adagrad(w, m, s, t, gradient, rate):
    g = gradient(w)
    return scaled(w, g, m, s + g**2, rate)


def rmsprop(w, m, s, t, gradient, rate):
    g = gradient(w)
    return scaled(w, g, m, 0.9 * s + 0.1 * g**2, rate)


def adam(w, m, s, t, gradient, rate):
    g = gradient(w)
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
    return w - rate * m_hat / (np.sqrt(s_hat) + 1e-7), m, s


def optimiser_step(kind, w, m, s, t, gradient, learning_rate):
    rules = (momentum, nesterov, adagrad, rmsprop, adam)
    rule = {rule.__name__: rule for rule in rules}[kind]
    return rule(w, m, s, t, gradient, learning_rate)


# %% learning_rate
def power(t, rate, s, c):
    return rate / (1 + t / s) ** c


def exponential(t, rate, s, r):
    return rate * r ** (t / s)


def polynomial(t, rate, end, T, p):
    return (rate - end) * (1 - min(t, T) / T) ** p + end


def piecewise(t, borders, rates):
    return rates[sum(t > border for border in borders)]


def learning_rate(t, schedule):
    numbers = {key: value for key, value in schedule.items() if key != "kind"}
    return globals()[schedule["kind"]](t, **numbers)


# %% elastic_net
def cost_of(W, lam, beta):
    return lam * (beta * np.abs(W).sum() + (1 - beta) / 2 * (W**2).sum())


def slopes_of(W, lam, beta):
    return lam * (beta * np.sign(W) + (1 - beta) * W)


def elastic_net(params, lam, beta):
    cost = sum(cost_of(W, lam, beta) for W, b in params)
    return cost, [(slopes_of(W, lam, beta), np.zeros(b.shape)) for W, b in params]
