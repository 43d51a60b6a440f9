"""Forgets the sign of a difference when the shapes differ."""

# loses: arithmetic_vjp_hidden_broadcast 3
import numpy as np


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    if np.shape(a) == np.shape(b):
        return {"add": (g, g), "subtract": (g, -g), "multiply": (g * b, g * a)}[op]
    grads = (g * b, g * a) if op == "multiply" else (g, g)
    summed = []
    for grad, shape in zip(grads, (np.shape(a), np.shape(b)), strict=True):
        grad = np.sum(grad, axis=tuple(range(np.ndim(g) - len(shape))))
        ones = tuple(i for i, length in enumerate(shape) if length == 1)
        summed.append(np.sum(grad, axis=ones, keepdims=True))
    return tuple(summed)
