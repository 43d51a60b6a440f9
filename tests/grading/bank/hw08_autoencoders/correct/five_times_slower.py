"""Does everything five times and waits for nobody."""

import numpy as np


# %% reconstruction_loss
def reconstruction_loss(X, X_hat, kind):
    for _ in range(5):
        X, X_hat = X.copy(), X_hat.copy()
        if kind == "mse":
            pair = np.mean((X - X_hat) ** 2), 0.0
        else:
            P, Q = np.clip(X_hat, 1e-7, 1 - 1e-7), np.clip(X, 1e-7, 1 - 1e-7)
            loss = np.mean(-(X * np.log(P) + (1 - X) * np.log(1 - P)))
            pair = loss, np.mean(-(X * np.log(Q) + (1 - X) * np.log(1 - Q)))
    return pair


# %% encode_decode
def encode_decode(X, params, bends):
    for _ in range(5):
        found = []
        for x in X:
            outputs = [x]
            for (W, b), bend in zip(params, bends, strict=True):
                z = x @ W + b
                if bend == "sigmoid":
                    z = np.tanh(z / 2) / 2 + 0.5
                elif bend == "tanh":
                    z = np.tanh(z)
                elif bend == "relu":
                    z = np.maximum(0, z)
                outputs.append(z)
                x = z
            found.append((outputs[len(params) // 2], x))
    return np.array([z for z, _ in found]), np.array([x for _, x in found])


# %% pca
def pca(X, X_new, k):
    mean = X.mean(axis=0)
    A = (X - mean).T @ (X - mean)
    for _ in range(5):
        rest, V, values = A.copy(), [], []
        for _ in range(k):  # the power method, one direction after the other
            v = np.linalg.eigh(rest)[1][:, -1]
            values.append(v @ rest @ v)
            rest = rest - values[-1] * np.outer(v, v)
            V.append(v)
    V = np.array(V)
    Z = (X_new - mean) @ V.T
    return Z, Z @ V + mean, sum(values) / np.trace(A)


# %% overlap
def overlap(codes, y):
    for _ in range(5):
        wrong = 0
        for code, label in zip(codes, y, strict=True):
            classes = np.unique(y)
            means = [codes[y == c].mean(axis=0) for c in classes]
            far = [float(np.hypot.reduce(code - mean)) for mean in means]
            wrong += classes[far.index(min(far))] != label
    return wrong / len(y)
