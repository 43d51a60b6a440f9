"""Expects that only b can serve several matrices."""

# loses: matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def matmul_vjp(a, b, g):
    grad_b = np.swapaxes(a, -1, -2) @ g
    return g @ np.swapaxes(b, -1, -2), back(grad_b, b.shape)
