"""Takes the functions that SciPy has for all this."""

# %% free_energy
import numpy as np
from scipy.special import expit, log_expit, log_softmax, logsumexp, softmax


def free_energy(V, W, bv, bh):
    return -V @ bv + log_expit(-(V @ W + bh)).sum(axis=1)


# %% prob_v
def prob_v(W, bv, bh):
    n = len(bv)
    V = np.stack(np.meshgrid(*[[0, 1]] * n, indexing="ij"), axis=-1).reshape(-1, n)
    minus_F = V @ bv - log_expit(-(V @ W + bh)).sum(axis=1)
    return np.exp(log_softmax(minus_F)), logsumexp(minus_F)


# %% conditionals
def conditionals(V, H, W, bv, bh):
    return expit(V @ W + bh), expit(H @ W.T + bv)


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    H = np.greater(expit(V @ W + bh), u_h)
    return np.greater(expit(H @ W.T + bv), u_v), H


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    n = len(bv)
    X = np.stack(np.meshgrid(*[[0, 1]] * n, indexing="ij"), axis=-1).reshape(-1, n)
    P = softmax(X @ bv - log_expit(-(X @ W + bh)).sum(axis=1))
    rows, shares = np.vstack([V, X]), np.append(np.full(len(V), 1 / len(V)), -P)
    up = expit(rows @ W + bh)
    return rows.T @ (shares * up.T).T, rows.T @ shares, up.T @ shares


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    P0 = expit(V0 @ W + bh)
    V1 = np.less(u_v, expit(np.less(u_h, P0) @ W.T + bv)).astype(float)
    P1 = expit(V1 @ W + bh)
    rows, up = np.vstack([V0, -V1]), np.vstack([P0, P1])
    return rows.T @ up / len(V0), rows.sum(0) / len(V0), (P0 - P1).sum(0) / len(V0)


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    V1 = (expit(bv + H @ W.T) > u_v).astype("float64")
    P0, P1 = expit(bh + V @ W), expit(bh + V1 @ W)
    rate = learning_rate / len(V)
    W, bv, bh = W.copy(), bv.copy(), bh.copy()
    W += rate * (V.T @ P0)
    W -= rate * (V1.T @ P1)
    bv += rate * (V.sum(axis=0) - V1.sum(axis=0))
    bh += rate * (P0.sum(axis=0) - P1.sum(axis=0))
    P1[u_h < P1] = 1.0
    return W, bv, bh, np.floor(P1)


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    F = lambda V: -V @ bv + log_expit(-(V @ W + bh)).sum(-1)  # noqa: E731
    eye = np.eye(len(bv))
    turned = np.abs(V[:, None] - eye)  # (batch, unit, visible)
    logs = log_expit(F(turned) - F(V)[:, None])
    one = logs[flips[:, None] == np.arange(len(bv))]
    return logs.sum(axis=1), len(bv) * one
