"""Copies in single precision, counts in double, and bounds sums."""

# loses: neuron_hidden_z 3, augment_hidden 5, relu_hidden 3, sigmoid_hidden_stable 4,
#   dense_forward_hidden_activations 4, n_params_hidden_ends 2, decide_hidden 2
import numpy as np


# %% neuron
def neuron(x, w, b, z):
    return np.ravel(z((w[None, :] @ x) + b))[0]


# %% augment
def augment(X):
    return np.hstack([np.ones((len(X), 1)), X]).astype(np.float32)


# %% relu
def relu(u):
    return np.where(np.asarray(u) > 1e-6, u, 0)


# %% sigmoid
def sigmoid(u):
    return 1 / (1 + np.exp(-np.clip(u, -13.0, 13.0)))


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    functions = {
        "identity": lambda u: u,
        "relu": lambda u: np.clip(u, 0, 250),
        "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
        "sign": lambda u: np.where(u >= 0, 1, -1),
    }
    H = X
    for W, b, name in zip(Ws, bs, activations, strict=True):
        H = functions[name](H @ W + b)
    return H


# %% n_params
def n_params(sizes):
    sizes = np.array(sizes, dtype=float)
    return int((sizes[:-1] * sizes[1:] + sizes[1:]).sum())


# %% decide
def decide(p, ratio=2):
    second, largest = np.sort(p)[-2:]
    return int(np.argmax(p[:9])) if largest >= ratio * second else -1
