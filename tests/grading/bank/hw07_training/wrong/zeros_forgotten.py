"""Copies a column of weights; forgets gammas, outputs and weights that are zero."""

# loses: initialise_hidden_random 2, batch_norm_backward_hidden_parameters 2,
#   dropout_hidden_use 2, elastic_net_hidden_slopes 2
import numpy as np


# %% initialise
def initialise(fan_in, fan_out, start, form, rng):
    fan = {"glorot": (fan_in + fan_out) / 2, "he": fan_in / 2, "lecun": fan_in}[start]
    n = fan_in, fan_out
    W = rng.standard_normal(n) if form == "normal" else rng.uniform(-1, 1, n) * 3**0.5
    W[:, -1] = W[:, 0]
    return W / np.sqrt(fan)


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    root = np.sqrt(Z.var(axis=0) + eps)
    hat = (Z - Z.mean(axis=0)) / root
    d = gamma * delta
    dZ = (d - d.mean(axis=0) - hat * (d * hat).mean(axis=0)) / root
    return dZ, (d * hat).sum(axis=0) / gamma, delta.sum(axis=0)


# %% dropout
def dropout(A, rate, rng, training):
    if training:
        mask = (rng.random(A.shape) >= rate) / (1 - rate)
        return A * mask, mask
    return A, 1.0 * (A != 0)


# %% elastic_net
def elastic_net(params, lam, beta):
    cost, grads = 0.0, []
    for W, b in params:
        cost += lam * np.sum(beta * np.abs(W) + (1 - beta) / 2 * W**2)
        sign = np.where(np.signbit(W), -1, np.sign(W))
        grads.append((lam * (beta * sign + (1 - beta) * W), np.zeros(b.shape)))
    return cost, grads
