"""Turns all axes of a stack with .T."""

# loses: matmul_vjp_visible 4, matmul_vjp_hidden_stacks 2, matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def matmul_vjp(a, b, g):
    return back(g @ b.T, a.shape), back(a.T @ g, b.shape)
