"""Does not transpose."""

# loses: matmul_vjp_visible 4, matmul_vjp_hidden 2, matmul_vjp_hidden_stacks 2,
#   matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def back(grad, shape):
    grad = np.sum(grad, axis=tuple(range(np.ndim(grad) - len(shape))))
    ones = tuple(i for i, length in enumerate(shape) if length == 1)
    return np.sum(grad, axis=ones, keepdims=True)


def matmul_vjp(a, b, g):
    return back(g @ b, a.shape), back(a @ g, b.shape)
