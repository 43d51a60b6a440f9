"""Products written as einsum, the covariance matrix for PCA."""

import numpy as np


# %% from_bits
def from_bits(rows):
    return np.einsum("nk,k->n", np.round(rows), 2.0 ** np.arange(8)[::-1]).astype(int)


# %% encode_decode
def encode_decode(X, params, bends):
    half, a = len(params) // 2, X
    for number, ((W, b), bend) in enumerate(zip(params, bends, strict=True), 1):
        a = np.einsum("ni,ij->nj", a, W) + b
        if bend == "relu":
            a = a * (a > 0)
        elif bend != "linear":
            scale = 2 if bend == "sigmoid" else 1
            a = np.tanh(a / scale)
            a = (a + 1) / 2 if bend == "sigmoid" else a
        if number == half:
            code = a
    return code, a


# %% pca
def pca(X, X_new, k):
    rest = X - np.einsum("nd->d", X) / len(X)
    values, vectors = np.linalg.eigh(np.einsum("ni,nj->ij", rest, rest) / len(X))
    V = vectors[:, ::-1][:, :k]
    new = X_new - np.mean(X, axis=0)
    Z = np.einsum("ni,ik->nk", new, V)
    X_hat = np.einsum("nk,ik->ni", Z, V) + np.mean(X, axis=0)
    return Z, X_hat, values[::-1][:k].sum() / values.sum()


# %% linear_gradients
def linear_gradients(X, W, b, D, c):
    n, d = X.shape
    Z = np.einsum("ni,ik->nk", X, W) + b
    E = np.einsum("nk,ki->ni", Z, D) + c - X
    factor = 2 / (n * d)
    dW = factor * np.einsum("ni,nj,kj->ik", X, E, D)
    db = factor * np.einsum("nj,kj->k", E, D)
    dD = factor * np.einsum("nk,nj->kj", Z, E)
    return np.einsum("ni,ni->", E, E) / (n * d), dW, db, dD, factor * E.sum(axis=0)


# %% overlap
def overlap(codes, y):
    classes, place = np.unique(y, return_inverse=True)
    one_hot = np.eye(len(classes))[place]
    means = np.einsum("nc,nk->ck", one_hot, codes) / one_hot.sum(axis=0)[:, None]
    rest = codes[:, None, :] - means[None]
    return float((np.einsum("nck,nck->nc", rest, rest).argmin(axis=1) != place).mean())
