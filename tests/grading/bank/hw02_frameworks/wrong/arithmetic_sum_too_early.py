"""Sums g before it multiplies, not after."""

# loses: arithmetic_vjp_hidden_broadcast 3
import numpy as np


# %% arithmetic_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def arithmetic_vjp(op, a, b, g):
    to_a, to_b = back(g, np.shape(a)), back(g, np.shape(b))
    if op == "multiply":
        return back(to_a * b, np.shape(a)), back(to_b * a, np.shape(b))
    return to_a, -to_b if op == "subtract" else to_b
