"""Counts all pairs of visible and hidden states, where the numbers stay small."""

# %% energy
from itertools import product

import numpy as np


def energy(V, H, W, bv, bh):
    signs = [np.outer(v, h) for v, h in zip(V, H, strict=True)]
    return np.array([-(s * W).sum() for s in signs]) - V @ bv - H @ bh


# %% free_energy
def free_energy(V, W, bv, bh):
    H = np.array(list(product((0, 1), repeat=len(bh))))
    minus_E = V @ W @ H.T + (V @ bv)[:, None] + H @ bh
    return -np.logaddexp.reduce(minus_E, axis=1)


# %% prob_v
def prob_v(W, bv, bh):
    V, H = (np.array(list(product((0, 1), repeat=n))) for n in W.shape)
    minus_E = V @ W @ H.T + (V @ bv)[:, None] + H @ bh
    log_Z = np.logaddexp.reduce(minus_E, axis=None)
    return np.exp(minus_E - log_Z).sum(axis=1), log_Z


# %% conditionals
def conditionals(V, H, W, bv, bh):
    def on(score):
        return np.exp(score - np.logaddexp(0, score))

    return on(V @ W + bh), on(H @ W.T + bv)


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    X, H = (np.array(list(product((0, 1), repeat=n))) for n in W.shape)
    P = np.exp(X @ W @ H.T + (X @ bv)[:, None] + H @ bh)
    P /= P.sum()
    rows = [int("".join(str(int(unit)) for unit in v), 2) for v in V]
    Q = np.bincount(rows, minlength=len(X)) / len(V)  # the share of each state
    D = Q[:, None] * P / P.sum(axis=1, keepdims=True) - P
    return X.T @ D @ H, D.sum(axis=1) @ X, D.sum(axis=0) @ H


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    H = np.array(list(product((0, 1), repeat=len(bh))))

    def log_p(V):
        minus_E = V @ W @ H.T + (V @ bv)[:, None] + H @ bh
        return np.logaddexp.reduce(minus_E, axis=1)

    logs = np.zeros(V.shape)
    for i in range(len(bv)):
        other = V.copy()
        other[:, i] -= 1
        other[:, i] **= 2
        logs[:, i] = log_p(V) - np.logaddexp(log_p(V), log_p(other))
    picked = np.take_along_axis(logs, flips[:, None], axis=1)[:, 0]
    return logs.sum(axis=1), len(bv) * picked
