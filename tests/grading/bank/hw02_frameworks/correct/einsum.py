"""Products and sums written as einsum."""

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.asarray(x, dtype=float)
    steps = eps * np.eye(x.size).reshape(-1, *x.shape)
    differences = np.array([f(x + step) - f(x - step) for step in steps])
    return differences.reshape(x.shape) / (2 * eps)


# %% unbroadcast
def unbroadcast(g, shape):
    padded = (1,) * (g.ndim - len(shape)) + tuple(shape)
    axes = list(range(g.ndim))
    kept = [i for i in axes if padded[i] != 1]
    return np.einsum(g, axes, kept).reshape(shape)


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    g = np.asarray(g)

    def summed(other, shape):
        product = np.broadcast_to(g * other, g.shape)
        padded = (1,) * (g.ndim - len(shape)) + tuple(shape)
        axes = list(range(g.ndim))
        kept = [i for i in axes if padded[i] != 1]
        return np.einsum(product, axes, kept).reshape(shape)

    to_a = b if op == "multiply" else 1.0
    to_b = a if op == "multiply" else -1.0 if op == "subtract" else 1.0
    return summed(to_a, np.shape(a)), summed(to_b, np.shape(b))


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    with np.errstate(all="ignore"):
        slopes = {"relu": (a > 0) * 1.0, "log": 1.0 / a, "exp": np.exp(a)}
    return np.einsum("...,...->...", g, slopes[op])


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    full = np.sum(a, axis=axis, keepdims=True).shape
    return np.einsum("...,...->...", np.reshape(g, full), np.ones(a.shape))


# %% matmul_vjp
def matmul_vjp(a, b, g):
    grad_a = np.einsum("...nm,...km->...nk", g, b)
    grad_b = np.einsum("...nk,...nm->...km", a, g)

    def back(grad, shape):
        padded = (1,) * (grad.ndim - len(shape)) + shape
        axes = list(range(grad.ndim))
        kept = [i for i in axes if padded[i] != 1]
        return np.einsum(grad, axes, kept).reshape(shape)

    return back(grad_a, a.shape), back(grad_b, b.shape)


# %% topological_order
def topological_order(graph):
    names = sorted(graph)
    n = len(names)
    needs = np.zeros((n, n), int)
    for i, name in enumerate(names):
        for other in graph[name]:
            needs[i, names.index(other)] = 1
    taken, order = np.zeros(n, int), []
    while not taken.all():
        ready = (np.einsum("ij,j->i", needs, 1 - taken) == 0) & (taken == 0)
        if not ready.any():
            raise ValueError("a cycle")
        i = int(np.argmax(ready))
        taken[i] = 1
        order.append(names[i])
    return order


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = np.array(input_shape), []
    for layer in layers:
        if layer["kind"] == "flatten":
            shape = shape.prod(keepdims=True)
        is_dense = layer["kind"] == "dense"
        units = layer["units"] if is_dense else 0
        counts.append(int(units * (shape[-1] + int(layer.get("bias", True)))))
        if is_dense:
            shape = np.append(shape[:-1], units)
    return np.array(counts, dtype=int)
