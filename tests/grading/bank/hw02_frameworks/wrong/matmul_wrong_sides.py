"""Puts g on the wrong sides of the products."""

# loses: matmul_vjp_visible 4, matmul_vjp_hidden 2, matmul_vjp_hidden_stacks 2,
#   matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def matmul_vjp(a, b, g):
    grad_a = np.swapaxes(b, -1, -2) @ g
    return back(grad_a, a.shape), back(g @ np.swapaxes(a, -1, -2), b.shape)
