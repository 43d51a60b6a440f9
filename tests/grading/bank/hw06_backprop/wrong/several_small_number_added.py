"""Adds a small number to what it divides by, or cuts there."""

# loses: sigmoid_hidden 2, sigmoid_hidden_slope 2, softmax_hidden 2,
#   gradient_check_hidden_worst 2
import numpy as np


# %% sigmoid
def sigmoid(z):
    e = np.exp(-np.abs(z))
    a = np.where(z >= 0, 1, e) / (1 + e)
    a = np.clip(a, 1e-7, 1 - 1e-7)
    return a, a * (1 - a)


# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / (E.sum(axis=1, keepdims=True) + 1e-8)
    return P, np.eye(P.shape[1]) * P[:, None] - P[:, :, None] * P[:, None]


# %% gradient_check
def gradient_check(f, params, grads, eps=1e-5):
    worst = 0.0
    for layer in range(len(params)):
        for k in range(2):
            x = params[layer][k]
            m = np.zeros(x.shape)
            for i in np.ndindex(x.shape):
                up = [[W.copy(), b.copy()] for W, b in params]
                dn = [[W.copy(), b.copy()] for W, b in params]
                up[layer][k][i] += eps
                dn[layer][k][i] -= eps
                m[i] = (f(up) - f(dn)) / eps / 2
            g = grads[layer][k]
            worst = max(
                worst,
                np.linalg.norm(g - m) / (np.linalg.norm(g) + np.linalg.norm(m) + 1e-8),
            )
    return worst
