"""Transposes only if the shapes do not fit otherwise."""

# loses: matmul_vjp_hidden 2, matmul_vjp_hidden_stacks 2, matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def matmul_vjp(a, b, g):
    try:
        grad_a = g @ b
    except ValueError:
        grad_a = g @ np.swapaxes(b, -1, -2)
    try:
        grad_b = a @ g
    except ValueError:
        grad_b = np.swapaxes(a, -1, -2) @ g
    return back(grad_a, a.shape), back(grad_b, b.shape)
