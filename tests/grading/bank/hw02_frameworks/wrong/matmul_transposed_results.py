"""Returns the gradients transposed."""

# loses: matmul_vjp_visible 4, matmul_vjp_hidden 2, matmul_vjp_hidden_stacks 2,
#   matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def matmul_vjp(a, b, g):
    grad_a = g @ np.swapaxes(b, -1, -2)
    grad_b = np.swapaxes(a, -1, -2) @ g
    grads = back(grad_a, a.shape), back(grad_b, b.shape)
    return tuple(np.swapaxes(grad, -1, -2) for grad in grads)
