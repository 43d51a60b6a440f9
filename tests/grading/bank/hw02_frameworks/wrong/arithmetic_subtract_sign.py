"""Forgets the minus sign of subtract."""

# loses: arithmetic_vjp_visible 4, arithmetic_vjp_hidden 3,
#   arithmetic_vjp_hidden_broadcast 3
import numpy as np


# %% arithmetic_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def arithmetic_vjp(op, a, b, g):
    grads = {"add": (g, g), "subtract": (g, g), "multiply": (g * b, g * a)}[op]
    return tuple(back(grad, np.shape(v)) for grad, v in zip(grads, (a, b), strict=True))
