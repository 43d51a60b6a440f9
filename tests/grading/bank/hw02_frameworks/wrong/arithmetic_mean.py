"""Takes the mean over the uses of an input."""

# loses: arithmetic_vjp_visible 4, arithmetic_vjp_hidden_broadcast 3
import numpy as np


# %% arithmetic_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def arithmetic_vjp(op, a, b, g):
    grads = {"add": (g, g), "subtract": (g, -g), "multiply": (g * b, g * a)}[op]
    pairs = zip(grads, (np.shape(a), np.shape(b)), strict=True)
    return tuple(back(r, n) * (np.prod(n) / np.size(g)) for r, n in pairs)
