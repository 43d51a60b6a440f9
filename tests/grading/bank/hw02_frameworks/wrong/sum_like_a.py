"""Makes an array like a, which cuts the gradient where a has whole numbers."""

# loses: sum_vjp_hidden 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    grad = np.empty_like(a)
    grad[...] = g
    return grad
