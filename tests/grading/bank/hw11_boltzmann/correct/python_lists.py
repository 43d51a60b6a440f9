"""Returns nested lists, truth values and Python numbers."""

# %% energy
from itertools import product

import numpy as np


def energy(V, H, W, bv, bh):
    return [-float(v @ W @ h + v @ bv + h @ bh) for v, h in zip(V, H, strict=True)]


# %% free_energy
def free_energy(V, W, bv, bh):
    return [-float(v @ bv + sum(np.logaddexp(0, v @ W + bh))) for v in V]


# %% prob_v
def prob_v(W, bv, bh):
    logs = []
    for v in product((0, 1), repeat=len(bv)):
        logs.append(float(np.dot(v, bv) + sum(np.logaddexp(0, np.dot(v, W) + bh))))
    log_Z = float(np.logaddexp.reduce(logs))
    return [np.exp(log - log_Z) for log in logs], log_Z


# %% conditionals
def conditionals(V, H, W, bv, bh):
    P_h = [[1 / (1 + np.exp(-z)) for z in v @ W + bh] for v in V]
    P_v = [[1 / (1 + np.exp(-z)) for z in W @ h + bv] for h in H]
    return [P_h, P_v]


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    H = (u_h < 1 / (1 + np.exp(-(V @ W + bh)))).tolist()
    V1 = (u_v < 1 / (1 + np.exp(-(np.array(H) @ W.T + bv)))).tolist()
    return [V1, H]


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    def averages(rows, shares):
        P = 1 / (1 + np.exp(-(rows @ W + bh)))
        dW = sum(s * np.outer(v, p) for s, v, p in zip(shares, rows, P, strict=True))
        return dW, shares @ rows, shares @ P

    rows = np.array(list(product((0, 1), repeat=len(bv))))
    weights = np.exp(rows @ bv) * np.prod(1 + np.exp(rows @ W + bh), axis=1)
    machine = averages(rows, weights / sum(weights))
    data = averages(V, np.full(len(V), 1 / len(V)))
    return [(d - m).tolist() for d, m in zip(data, machine, strict=True)]


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    total = [0, 0, 0]
    for v0, of_h, of_v in zip(V0, u_h, u_v, strict=True):
        p0 = 1 / (1 + np.exp(-(v0 @ W + bh)))
        v1 = (of_v < 1 / (1 + np.exp(-(W @ (of_h < p0) + bv)))) * 1
        p1 = 1 / (1 + np.exp(-(v1 @ W + bh)))
        step = np.outer(v0, p0) - np.outer(v1, p1), v0 - v1, p0 - p1
        total = [t + s / len(V0) for t, s in zip(total, step, strict=True)]
    return [t.tolist() for t in total]


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    new, states = [W, bv, bh], []
    for v, h, of_v, of_h in zip(V, H, u_v, u_h, strict=True):
        v1 = 1 * (of_v < 1 / (1 + np.exp(-(W @ h + bv))))
        p0, p1 = (1 / (1 + np.exp(-(x @ W + bh))) for x in (v, v1))
        step = np.outer(v, p0) - np.outer(v1, p1), v - v1, p0 - p1
        rate = learning_rate / len(V)
        new = [a + rate * s for a, s in zip(new, step, strict=True)]
        states.append((of_h < p1).tolist())
    return [*(a.tolist() for a in new), states]


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    def F(v):
        return -v @ bv - sum(np.logaddexp(0, v @ W + bh))

    logs = []
    for v in V:
        eye = np.eye(len(v))
        logs.append([-np.logaddexp(0, F(v) - F(np.abs(v - e))) for e in eye])
    one = [len(bv) * log[i] for log, i in zip(logs, flips, strict=True)]
    return [[float(sum(log)) for log in logs], one]
