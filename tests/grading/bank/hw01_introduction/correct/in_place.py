"""Works in place on arrays of its own."""

import numpy as np


# %% neuron
def neuron(x, w, b, z):
    products = x.copy()
    products *= w
    total = products.sum()
    total += b
    return z(total)


# %% augment
def augment(X):
    augmented = np.empty((len(X), 1 + X.shape[1]))
    augmented[:, 0] = 1
    augmented[:, 1:] = X
    return augmented


# %% sign_pm
def sign_pm(u):
    signs = np.array(u, dtype=float)
    negative = signs < 0
    signs[negative] = -1
    signs[~negative] = 1
    return signs


# %% relu
def relu(u):
    rectified = np.array(u)
    rectified[rectified < 0] = 0
    return rectified


# %% sigmoid
def sigmoid(u):
    a = np.array(u, dtype=float)
    a /= 2
    np.tanh(a, out=a)
    a += 1
    a *= 0.5
    return a


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    H = X.copy()
    for i, name in enumerate(activations):
        Z = np.zeros((len(H), Ws[i].shape[1]))
        Z += H @ Ws[i]
        Z += bs[i]
        if name == "relu":
            Z[Z < 0] = 0
        if name == "sigmoid":
            Z *= -1
            np.exp(Z, out=Z)
            Z += 1
            np.reciprocal(Z, out=Z)
        if name == "sign":
            zero_or_more = Z >= 0
            Z[zero_or_more] = 1
            Z[~zero_or_more] = -1
        H = Z
    return H


# %% n_params
def n_params(sizes):
    sizes = list(sizes)
    total = 0
    units = sizes.pop()
    while sizes:
        inputs = sizes.pop()
        total += inputs * units + units
        units = inputs
    return total


# %% mse
def mse(Y, H):
    D = H.copy()
    D -= Y
    D *= D
    return D.sum() / D.shape[0]


# %% decide
def decide(p, ratio=2):
    others = p.copy()
    best = others.argmax()
    others[best] = 0
    return best if p[best] >= ratio * others.max() else -1
