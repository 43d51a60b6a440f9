"""Sums over the stack in any case."""

# loses: matmul_vjp_visible 4, matmul_vjp_hidden_stacks 2, matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def matmul_vjp(a, b, g):
    grads = g @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ g
    front = tuple(range(g.ndim - 2))
    pairs = zip(grads, (a.shape, b.shape), strict=True)
    return tuple(np.sum(r, axis=front) * np.ones(n) for r, n in pairs)
