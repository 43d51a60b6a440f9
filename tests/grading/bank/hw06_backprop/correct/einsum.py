"""Products written as einsum."""

import numpy as np


# %% sigmoid
def sigmoid(z):
    a = 0.5 + 0.5 * np.tanh(z / 2)
    return a, np.einsum("...,...->...", a, 1 - a)


# %% softmax
def softmax(Z):
    E = np.exp(Z - np.amax(Z, axis=-1)[:, None])
    P = np.einsum("nk,n->nk", E, 1 / np.einsum("nk->n", E))
    J = -np.einsum("ni,nj->nij", P, P)
    np.einsum("nii->ni", J)[...] += P
    return P, J


# %% forward
def forward(X, params, output):
    found = [X]
    for W, b in params[:-1]:
        z = np.einsum("ni,ij->nj", found[-1], W) + b
        found.append(0.5 + 0.5 * np.tanh(z / 2))
    W, b = params[-1]
    z = np.einsum("ni,ij->nj", found[-1], W) + b
    if output == "sigmoid":
        return [*found, 0.5 + 0.5 * np.tanh(z / 2)]
    E = np.exp(z - np.amax(z, axis=-1)[:, None])
    return [*found, np.einsum("nk,n->nk", E, 1 / np.einsum("nk->n", E))]


# %% loss
def loss(A, Y, params, output, lam):
    if output == "sigmoid":
        error = np.einsum("nk,nk->", A - Y, A - Y) / 2
    else:
        error = np.einsum("nk,nk->", Y, -np.log(np.clip(A, 1e-12, 1)))
    cost = sum(np.einsum("ij,ij->", W, W) for W, b in params)
    return error / A.shape[0] + lam * cost / 2


# %% deltas
def deltas(activations, Y, params, output):
    A = activations[-1]
    factor = A * (1 - A) if output == "sigmoid" else np.ones(A.shape)
    found = [np.einsum("nk,nk->nk", A - Y, factor) / A.shape[0]]
    for (W, _), A in zip(params[:0:-1], activations[-2:0:-1], strict=True):
        found.append(np.einsum("nj,ij,ni,ni->ni", found[-1], W, A, 1 - A))
    return found[::-1]


# %% backward
def backward(activations, Y, params, output, lam):
    A = activations[-1]
    factor = A * (1 - A) if output == "sigmoid" else np.ones(A.shape)
    delta = np.einsum("nk,nk->nk", A - Y, factor) / A.shape[0]
    grads = []
    for (W, _), A in zip(params[::-1], activations[-2::-1], strict=True):
        dW = np.einsum("ni,nj->ij", A, delta) + lam * W
        grads.append((dW, np.einsum("nj->j", delta)))
        delta = np.einsum("nj,ij,ni,ni->ni", delta, W, A, 1 - A)
    return grads[::-1]


# %% sgd_step
def sgd_step(params, grads, learning_rate):
    return [
        tuple(np.einsum("k...,k->...", pair, [1, -learning_rate]) for pair in both)
        for both in (zip(p, g, strict=True) for p, g in zip(params, grads, strict=True))
    ]
