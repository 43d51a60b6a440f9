"""Computes everything five times, one number after the other."""

import numpy as np


# %% neuron
def neuron(x, w, b, z):
    for _ in range(5):
        a = z(sum(x[j] * w[j] for j in range(len(x))) + b)
    return a


# %% sigmoid
def sigmoid(u):
    u = np.asarray(u, dtype=float)
    for _ in range(5):
        a = np.zeros(u.shape)
        for at in np.ndindex(u.shape):
            small = np.exp(-abs(u[at]))
            a[at] = (1 if u[at] >= 0 else small) / (1 + small)
    return a


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    for _ in range(5):
        H = X
        for W, b, name in zip(Ws, bs, activations, strict=True):
            Z = np.zeros((len(H), len(b)))
            for n in range(len(H)):
                for k in range(len(b)):
                    Z[n, k] = sum(H[n, j] * W[j, k] for j in range(len(W))) + b[k]
                    if name == "relu":
                        Z[n, k] = max(Z[n, k], 0)
                    elif name == "sigmoid":
                        Z[n, k] = 1 / (1 + np.exp(-Z[n, k]))
                    elif name == "sign":
                        Z[n, k] = 1 if Z[n, k] >= 0 else -1
            H = Z
    return H


# %% decide
def decide(p, ratio=2):
    for _ in range(5):
        answer = -1
        for i in range(len(p)):
            others = [p[j] for j in range(len(p)) if j != i]
            if answer == -1 and p[i] >= max(others) and p[i] >= ratio * max(others):
                answer = i
    return answer
