"""Sums back for add and subtract, but not for multiply."""

# loses: arithmetic_vjp_hidden_broadcast 3
import numpy as np


# %% arithmetic_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def arithmetic_vjp(op, a, b, g):
    if op == "multiply":
        return g * b, g * a
    return back(g, np.shape(a)), back(g if op == "add" else -g, np.shape(b))
