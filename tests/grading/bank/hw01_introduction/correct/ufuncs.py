"""NumPy's own tools for the job."""

import numpy as np


# %% neuron
def neuron(x, w, b, z):
    return z(np.vdot(x, w) + b)


# %% augment
def augment(X):
    augmented = np.ones(np.add(X.shape, (0, 1)))
    np.copyto(augmented[:, 1:], X)
    return augmented


# %% sign_pm
def sign_pm(u):
    return np.piecewise(np.asarray(u, float), [np.asarray(u) < 0], [-1, 1])


# %% relu
def relu(u):
    return np.fmax(0.0, u)


# %% sigmoid
def sigmoid(u):
    u = np.asarray(u, dtype=float)
    low = np.exp(u, where=u < 0, out=np.ones(u.shape))
    high = np.exp(-u, where=u >= 0, out=np.ones(u.shape))
    return np.where(u >= 0, 1 / (1 + high), low / (1 + low))


# %% dense_forward
def dense_forward(X, Ws, bs, activations):
    table = dict(
        identity=np.positive,
        relu=lambda Z: np.fmax(Z, 0),
        sigmoid=lambda Z: np.reciprocal(1 + np.exp(-Z)),
        sign=lambda Z: np.where(np.signbit(Z + 0.0), -1, 1),
    )
    outputs = [X]
    for i in range(len(activations)):
        outputs.append(table[activations[i]](np.dot(outputs[i], Ws[i]) + bs[i]))
    return outputs[-1]


# %% n_params
def n_params(sizes):
    s = np.array(sizes, dtype=np.int64)
    return np.sum(s[1:] * (s[:-1] + 1))


# %% mse
def mse(Y, H):
    return np.linalg.norm(Y - H) ** 2 / Y.shape[0]


# %% decide
def decide(p, ratio=2):
    second, largest = np.partition(p, -2)[-2:]
    return np.where(largest >= ratio * second, np.argmax(p), -1)
