"""Adds a small number to a length and to a size before it divides by them."""

# loses: clip_hidden_each 3, clip_hidden_global 2, elastic_net_hidden_slopes 2
import numpy as np


# %% clip
def clip(grads, limit, by):
    if by == "value":
        return [np.clip(g, -limit, limit) for g in grads]
    lengths = np.sqrt([np.sum(g**2) for g in grads])
    if by == "global_norm":
        lengths[:] = np.linalg.norm(lengths)
    factors = np.minimum(1, limit / (lengths + 1e-12))
    return [factors[k] * grads[k] for k in range(len(grads))]


# %% elastic_net
def elastic_net(params, lam, beta):
    cost, grads = 0.0, []
    for W, b in params:
        cost += lam * np.sum(beta * np.abs(W) + (1 - beta) / 2 * W**2)
        sign = W / (np.abs(W) + 1e-12)
        grads.append((lam * (beta * sign + (1 - beta) * W), np.zeros(b.shape)))
    return cost, grads
