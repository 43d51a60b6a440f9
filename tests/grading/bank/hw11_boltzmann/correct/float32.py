"""Computes in single precision, as a graphics card would."""

# %% energy
import numpy as np


def energy(V, H, W, bv, bh):
    V, H, W, bv, bh = (np.float32(a) for a in (V, H, W, bv, bh))
    return -((V @ W) * H).sum(axis=1) - V @ bv - H @ bh


# %% free_energy
def free_energy(V, W, bv, bh):
    V, W, bv, bh = (np.float32(a) for a in (V, W, bv, bh))
    return -V @ bv - np.logaddexp(np.float32(0), V @ W + bh).sum(axis=1)


# %% prob_v
def prob_v(W, bv, bh):
    W, bv, bh = np.float32(W), np.float32(bv), np.float32(bh)
    n = len(bv)
    V = np.array([[k >> i & 1 for i in range(n)] for k in range(2**n)], np.float32)
    V = V[:, ::-1]
    minus_F = V @ bv + np.logaddexp(np.float32(0), V @ W + bh).sum(axis=1)
    P = np.exp(minus_F - minus_F.max())
    return P / P.sum(), minus_F.max() + np.log(P.sum())


# %% conditionals
def conditionals(V, H, W, bv, bh):
    V, H, W, bv, bh = (np.float32(a) for a in (V, H, W, bv, bh))
    half = np.float32(0.5)
    return half + half * np.tanh(half * (V @ W + bh)), half + half * np.tanh(
        half * (H @ W.T + bv)
    )


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    V, W, bv, bh = (np.float32(a) for a in (V, W, bv, bh))
    H = np.float32(u_h < 1 / (1 + np.exp(-(V @ W + bh))))
    return np.float32(u_v < 1 / (1 + np.exp(-(H @ W.T + bv)))), H


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    V0, W, bv, bh = (np.float32(a) for a in (V0, W, bv, bh))
    P0 = 1 / (1 + np.exp(-(V0 @ W + bh)))
    H = np.float32(u_h < P0)
    V1 = np.float32(u_v < 1 / (1 + np.exp(-(H @ W.T + bv))))
    P1 = 1 / (1 + np.exp(-(V1 @ W + bh)))
    dW = (V0.T @ P0 - V1.T @ P1) / len(V0)
    return dW, V0.mean(axis=0) - V1.mean(axis=0), P0.mean(axis=0) - P1.mean(axis=0)


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    V, H, W, bv, bh = (np.float32(a) for a in (V, H, W, bv, bh))
    V1 = np.float32(u_v < 1 / (1 + np.exp(-(H @ W.T + bv))))
    P0, P1 = (1 / (1 + np.exp(-(X @ W + bh))) for X in (V, V1))
    rate = np.float32(learning_rate)
    W = W + rate * (V.T @ P0 - V1.T @ P1) / len(V)
    bv, bh = bv + rate * (V - V1).mean(axis=0), bh + rate * (P0 - P1).mean(axis=0)
    return W, bv, bh, np.float32(u_h < P1)
