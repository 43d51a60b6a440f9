"""Computes in float32 where no copy and no double precision is asked for."""

import numpy as np


# %% neuron
def neuron(x, w, b, z):
    x, w = x.astype(np.float32), w.astype(np.float32)
    return np.float32(z(np.float32(w @ x + np.float32(b))))


# %% sign_pm
def sign_pm(u):
    return np.where(np.asarray(u) < 0, np.float32(-1), np.float32(1))


# %% relu
def relu(u):
    return np.maximum(np.asarray(u, np.float32), np.float32(0))


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    H = X.astype(np.float32)
    for W, b, name in zip(Ws, bs, activations, strict=True):
        H = H @ W.astype(np.float32) + b.astype(np.float32)
        if name == "relu":
            H = np.maximum(H, 0)
        elif name == "sigmoid":
            H = np.float32(0.5) * (np.tanh(np.float32(0.5) * H) + np.float32(1))
        elif name == "sign":
            H = np.where(H >= 0, np.float32(1), np.float32(-1))
    return H


# %% mse
def mse(Y, H):
    D = Y.astype(np.float32) - H.astype(np.float32)
    return np.sum(D * D, dtype=np.float32) / np.float32(len(D))


# %% decide
def decide(p, ratio=2):
    largest, second = np.sort(p)[::-1][:2]
    if largest >= ratio * second:
        return np.int32(np.argmax(p))
    return np.int8(-1)
