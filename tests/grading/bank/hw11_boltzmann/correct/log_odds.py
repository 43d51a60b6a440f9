"""Compares log-odds with scores, and never computes a probability to toss a coin."""

# %% gibbs_step
import numpy as np


def gibbs_step(V, W, bv, bh, u_h, u_v):
    H = (V @ W + bh > np.log(u_h / (1 - u_h))).astype(float)
    V1 = (H @ W.T + bv > np.log(u_v) - np.log1p(-u_v)).astype(float)
    return V1, H


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    need_h, need_v = (np.log(u / (1 - u)) for u in (u_h, u_v))
    H = (V0 @ W + bh > need_h) * 1.0
    V1 = (H @ W.T + bv > need_v) * 1.0
    up = np.exp(-np.logaddexp(0, -np.stack([V0, V1]) @ W - bh))
    both = np.stack([V0, V1]).transpose(0, 2, 1) @ up / len(V0)
    return both[0] - both[1], (V0 - V1).mean(0), np.diff(up[::-1].mean(1), axis=0)[0]


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    V1 = (H @ W.T + bv > np.log(u_v / (1 - u_v))) * 1.0
    z = V1 @ W + bh
    next_H = (z > np.log(u_h / (1 - u_h))) * 1.0
    P0, P1 = 1 / (1 + np.exp(-(V @ W + bh))), 1 / (1 + np.exp(-z))
    for v, v1, p, p1 in zip(V, V1, P0, P1, strict=True):
        W = W + learning_rate * (np.outer(v, p) - np.outer(v1, p1)) / len(V)
        bv = bv + learning_rate * (v - v1) / len(V)
        bh = bh + learning_rate * (p - p1) / len(V)
    return W, bv, bh, next_H
