"""Lambdas, tensordot, reduce, outer products in three dimensions and one-liners."""

# %% energy
from functools import reduce
from itertools import product

import numpy as np

energy = lambda V, H, W, bv, bh: -(V @ bv) - np.vecdot(V @ W + bh, H)  # noqa: E731


# %% free_energy
def free_energy(V, W, bv, bh):
    z = np.tensordot(V, W, 1) + bh
    columns = (np.logaddexp(0, column) for column in z.T)
    return reduce(np.subtract, columns, -np.dot(V, bv))


# %% prob_v
def prob_v(W, bv, bh):
    logs = np.zeros(1)
    scores = bh[None]
    for b, w in zip(bv, W, strict=True):  # each unit doubles the list of states
        logs = np.stack([logs, logs + b], axis=1).ravel()
        scores = np.stack([scores, scores + w], axis=1).reshape(-1, len(bh))
    logs = logs + np.logaddexp(0, scores).sum(axis=1)
    log_Z = reduce(np.logaddexp, logs)
    return np.exp(logs - log_Z), float(log_Z)


# %% conditionals
def conditionals(V, H, W, bv, bh):
    on = lambda z: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))  # noqa: E731
    return on(np.add(V @ W, bh)), on(np.add((W @ H.T).T, bv))


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    states = [V]
    for A, b, u in ((W, bh, u_h), (W.T, bv, u_v)):
        states.append(np.heaviside((1 + np.tanh((states[-1] @ A + b) / 2)) / 2 - u, 0))
    return states[:0:-1]


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    X = np.array([*product([0.0, 1.0], repeat=bv.size)])
    P = np.exp(X @ bv) * np.multiply.reduce(1 + np.exp(X @ W + bh), 1)
    means = []
    for rows, weights in ((V, None), (X, P)):
        up = 1 / (1 + np.exp(-rows @ W - bh))
        cube = rows[:, :, None] * up[:, None]
        means.append([np.average(a, 0, weights) for a in (cube, rows, up)])
    return tuple(map(np.subtract, *means))


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    up = lambda V: 1 / (1 + np.exp(-V @ W - bh))  # noqa: E731
    V1 = np.where(
        u_v < 1 / (1 + np.exp(-np.where(u_h < up(V0), 1, 0) @ W.T - bv)), 1, 0
    )
    parts = [(V[..., None] * up(V)[:, None], V, up(V)) for V in (V0, V1)]
    return tuple(a.mean(0) - b.mean(0) for a, b in zip(*parts, strict=True))


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    up = lambda V: 1 / (1 + np.exp(-V @ W - bh))  # noqa: E731
    V1 = np.less(u_v, 1 / (1 + np.exp(-H @ W.T - bv))) + 0
    parts = [(V[..., None] * up(V)[:, None], V, up(V)) for V in (V, V1)]
    steps = (a.mean(0) - b.mean(0) for a, b in zip(*parts, strict=True))
    new = (a + learning_rate * s for a, s in zip((W, bv, bh), steps, strict=True))
    return (*new, np.less(u_h, up(V1)) + 0)


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    signs = 1 - 2 * V  # (batch, visible); turning unit n adds signs times its weights
    z = (V @ W + bh)[:, None]
    moved = np.logaddexp(0, z + signs[:, :, None] * W) - np.logaddexp(0, z)
    logs = -np.logaddexp(0, signs * bv + moved.sum(axis=2))
    return logs.sum(1), logs.shape[1] * np.choose(flips, logs.T)
