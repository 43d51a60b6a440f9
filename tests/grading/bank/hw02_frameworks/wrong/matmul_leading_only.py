"""Sums over new axes, but not over stretched ones."""

# loses: matmul_vjp_hidden_broadcast 2
import numpy as np


# %% matmul_vjp
def matmul_vjp(a, b, g):
    grads = g @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ g
    news = [tuple(range(g.ndim - v.ndim)) for v in (a, b)]
    return tuple(np.sum(r, axis=new) for r, new in zip(grads, news, strict=True))
