"""Measures its slopes by complex and by central steps instead of deriving them."""

import numpy as np


# %% activate
def activate(z, kind, alpha=0.2):
    lam, own = 1.0507009873554805, 1.6732632423543772
    rules = {
        "relu": lambda x: 0 * x,
        "leaky": lambda x: alpha * x,
        "elu": lambda x: alpha * (np.exp(x) - 1),
        "selu": lambda x: lam * own * (np.exp(x) - 1),
    }
    low = np.minimum(z, 0) + 1e-30j
    below = rules[kind](low)
    above = lam if kind == "selu" else 1.0
    a = np.where(z > 0, above * z, below.real)
    return a, np.where(z > 0, above, below.imag / 1e-30)


# %% batch_norm_backward
def batch_norm_backward(delta, Z, gamma, eps=1e-3):
    def hat(Z):
        centred = Z - Z.sum(axis=0) / len(Z)
        return centred / np.sqrt((centred**2).sum(axis=0) / len(Z) + eps)

    dZ = np.zeros(Z.shape)
    for at in np.ndindex(Z.shape):
        moved = Z.astype(complex)
        moved[at] += 1e-30j
        dZ[at] = np.sum(delta * gamma * hat(moved)).imag / 1e-30
    return dZ, (delta * hat(Z)).sum(axis=0), delta.sum(axis=0)


# %% elastic_net
def elastic_net(params, lam, beta):
    def cost(W):
        return lam * np.sum(beta * np.abs(W) + (1 - beta) / 2 * W**2)

    grads = []
    for W, b in params:
        dW = np.zeros(W.shape)
        for at in np.ndindex(W.shape):
            h = 1e-6 * abs(W[at]) or 1e-6  # never past zero
            dW[at] = (cost(W[at] + h) - cost(W[at] - h)) / (2 * h)
        grads.append((dW, np.zeros(b.shape)))
    return sum(cost(W) for W, _ in params), grads
