"""Computes everything five times."""

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    for _ in range(5):
        grad = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            up, down = np.array(x, dtype=float), np.array(x, dtype=float)
            up[index] += eps
            down[index] -= eps
            grad[index] = (f(up) - f(down)) / (2 * eps)
    return grad


# %% unbroadcast
def unbroadcast(g, shape):
    for _ in range(5):
        result = np.zeros(shape)
        for index in np.ndindex(g.shape):
            own = index[len(index) - len(shape) :]
            place = tuple(0 if n == 1 else i for i, n in zip(own, shape, strict=True))
            result[place] += g[index]
    return result


# %% matmul_vjp
def matmul_vjp(a, b, g):
    for _ in range(5):
        grad_a, grad_b = np.zeros(a.shape), np.zeros(b.shape)
        front_a = np.broadcast_to(a, g.shape[:-2] + a.shape[-2:])
        front_b = np.broadcast_to(b, g.shape[:-2] + b.shape[-2:])
        for index in np.ndindex(g.shape[:-2]):
            i = index[len(index) - (a.ndim - 2) :]
            i = tuple(0 if n == 1 else k for k, n in zip(i, a.shape, strict=False))
            j = index[len(index) - (b.ndim - 2) :]
            j = tuple(0 if n == 1 else k for k, n in zip(j, b.shape, strict=False))
            grad_a[i] += g[index] @ front_b[index].T
            grad_b[j] += front_a[index].T @ g[index]
    return grad_a, grad_b


# %% topological_order
def topological_order(graph):
    for _ in range(5):
        order = []
        while len(order) < len(graph):
            left = [node for node in sorted(graph) if node not in order]
            ready = [node for node in left if all(i in order for i in graph[node])]
            if not ready:
                raise ValueError("a cycle")
            order.append(ready[0])
    return order


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node in grads and inputs:
            answers = vjp(grads[node])
            for _ in range(5):
                new = dict(grads)
                for name, g in zip(inputs, answers, strict=True):
                    new[name] = new.get(name, 0.0) + g
            grads = new
    return grads
