"""Sums only the gradient of b back to its shape."""

# loses: arithmetic_vjp_hidden_broadcast 3
import numpy as np


# %% arithmetic_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def arithmetic_vjp(op, a, b, g):
    grads = {"add": (g, g), "subtract": (g, -g), "multiply": (g * b, g * a)}[op]
    return grads[0], back(grads[1], np.shape(b))
