"""Prints its progress, warns and computes with nan on the way."""

import sys
import warnings

import numpy as np


# %% neuron
def neuron(x, w, b, z):
    print("inputs", x, "weights", w, file=sys.stderr)
    u = np.sum(x * w) + b
    a = z(u)
    print(f"z({u}) = {a}")
    return a


# %% augment
import sys  # noqa: E402, F811
import warnings  # noqa: E402, F811


def augment(X):
    warnings.warn("a column of ones comes first", stacklevel=2)
    print("X was", X, file=sys.stderr)
    return np.c_[np.ones(X.shape[0]), X]


# %% sign_pm
def sign_pm(u):
    u = np.asarray(u)
    print("signs of", u.shape)
    quotient = u / np.abs(u)  # nan, with a warning, at zero
    return np.where(np.isnan(quotient), 1, quotient)


# %% relu
def relu(u):
    np.log(np.zeros(1))
    result = np.where(np.asarray(u) > 0, u, 0)
    print(result)
    return result


# %% sigmoid
def sigmoid(u):
    print("sigmoid of", u)
    with np.errstate(over="ignore"):  # e to the power of a lot is inf, and 1 / inf is 0
        return 1 / (1 + np.exp(-np.asarray(u, dtype=float)))


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    H = np.array(X)
    for layer, (W, b, name) in enumerate(zip(Ws, bs, activations, strict=True), 1):
        Z = H @ W + b
        print(f"layer {layer}: {Z.shape}, {name}")
        if name == "identity":
            H = Z
        elif name == "relu":
            H = np.where(Z > 0, Z, 0)
        elif name == "sigmoid":
            H = 1 / (1 + np.exp(-Z))
        elif name == "sign":
            H = np.where(Z < 0, -1, 1)
        else:
            raise ValueError(name)
    sys.stderr.write("done\n")
    return H


# %% n_params
def n_params(sizes):
    total = 0
    for m, n in zip(sizes, sizes[1:], strict=False):  # noqa: RUF007
        print(f"{m} x {n} + {n}")
        total += m * n + n
    return total


# %% mse
def mse(Y, H):
    warnings.warn("summed over the outputs, not averaged", UserWarning, stacklevel=1)
    np.zeros(1) / np.zeros(1)
    return sum(np.dot(y - h, y - h) for y, h in zip(Y, H, strict=True)) / len(Y)


# %% decide
def decide(p, ratio=2):
    first, second = np.sort(p)[::-1][:2]
    quotient = first / second  # inf, with a warning, if the second is 0
    print("quotient", quotient)
    if quotient >= ratio:
        return np.argmax(p)
    print("no answer")
    return -1
