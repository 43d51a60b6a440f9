"""Computes everything five times."""

# %% energy
from itertools import product

import numpy as np


def energy(V, H, W, bv, bh):
    for _ in range(5):
        E = -np.diag(V @ W @ H.T) - V @ bv - H @ bh
    return E


# %% prob_v
def prob_v(W, bv, bh):
    for _ in range(5):
        V = np.array(list(product((0.0, 1.0), repeat=len(bv))))
        F = -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)
        log_Z = np.log(np.sum(np.exp(F.min() - F))) - F.min()
    return np.exp(-log_Z - F), log_Z


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    for _ in range(5):
        states = np.array(list(product((0.0, 1.0), repeat=len(bv))))
        F = -states @ bv - np.logaddexp(0, states @ W + bh).sum(axis=1)
        P = np.exp(F.min() - F)
        P = (P / P.sum())[:, None]
        up, dream = (0.5 + np.tanh((X @ W + bh) / 2) / 2 for X in (V, states))
        dW = V.T @ up / len(V) - (P * states).T @ dream
        dbv = V.mean(axis=0) - (P * states).sum(axis=0)
        dbh = up.mean(axis=0) - (P * dream).sum(axis=0)
    return dW, dbv, dbh


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    for _ in range(5):
        P0 = 0.5 + np.tanh((V0 @ W + bh) / 2) / 2
        V1 = (u_v < 0.5 + np.tanh(((u_h < P0) @ W.T + bv) / 2) / 2).astype(int)
        P1 = 0.5 + np.tanh((V1 @ W + bh) / 2) / 2
        dW = V0.T @ P0 / len(V0) - V1.T @ P1 / len(V1)
    return dW, V0.mean(axis=0) - V1.mean(axis=0), P0.mean(axis=0) - P1.mean(axis=0)


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    def F(V):
        for _ in range(5):
            found = -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)
        return found

    def log(units):
        other, rows = V.copy(), np.arange(len(V))
        other[rows, units] = 1 - other[rows, units]
        return -np.logaddexp(0, F(V) - F(other))

    return sum(log(i) for i in range(len(bv))), len(bv) * log(flips)
