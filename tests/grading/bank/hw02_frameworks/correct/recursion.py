"""Calls itself wherever that is possible."""

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    if x.ndim == 0:
        return (f(x + eps) - f(x - eps)) / (2 * eps)

    def with_part(i, part):
        whole = x.copy()
        whole[i] = part
        return f(whole)

    parts = range(len(x))
    return np.array(
        [numerical_gradient(lambda p, i=i: with_part(i, p), x[i], eps) for i in parts]
    )


# %% unbroadcast
def unbroadcast(g, shape):
    if g.ndim > len(shape):
        return unbroadcast(np.asarray(g.sum(axis=0)), shape)
    for i, n in enumerate(shape):
        if n < g.shape[i]:
            return unbroadcast(g.sum(axis=i, keepdims=True), shape)
    return g


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    if op == "subtract":
        grad_a, grad_b = arithmetic_vjp("add", a, b, g)
        return grad_a, np.negative(grad_b)

    def back(grad, shape):
        grad = np.asarray(grad)
        if grad.ndim > len(shape):
            return back(grad.sum(axis=0), shape)
        for i, n in enumerate(shape):
            if n < grad.shape[i]:
                return back(grad.sum(axis=i, keepdims=True), shape)
        return grad

    to_a, to_b = (g, g) if op == "add" else (g * b, g * a)
    return back(to_a, np.shape(a)), back(to_b, np.shape(b))


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if np.ndim(a):
        return np.array([pointwise_vjp(op, *pair) for pair in zip(a, g, strict=True)])
    if op == "relu":
        return float(g) if a > 0 else 0.0
    return g / a if op == "log" else g * np.exp(a)


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    if axis is None:
        return sum_vjp(a, tuple(range(a.ndim)), keepdims, g)
    if isinstance(axis, int):
        return sum_vjp(a, (axis,), keepdims, g)
    if not keepdims:
        return sum_vjp(a, axis, True, np.expand_dims(g, axis))
    return g + np.zeros_like(a)


# %% matmul_vjp
def matmul_vjp(a, b, g):
    if g.ndim == 2:
        a2, b2 = a.reshape(a.shape[-2:]), b.reshape(b.shape[-2:])
        return (g @ b2.T).reshape(a.shape), (a2.T @ g).reshape(b.shape)
    a_all, b_all = a.ndim == g.ndim, b.ndim == g.ndim
    grad_a, grad_b = np.zeros(a.shape), np.zeros(b.shape)
    for i, part in enumerate(g):
        own_a = min(i, len(a) - 1) if a_all else ...
        own_b = min(i, len(b) - 1) if b_all else ...
        more_a, more_b = matmul_vjp(a[own_a], b[own_b], part)
        grad_a[own_a] += more_a
        grad_b[own_b] += more_b
    return grad_a, grad_b


# %% topological_order
def topological_order(graph, order=()):
    left = set(graph) - set(order)
    if not left:
        return list(order)
    ready = sorted(node for node in left if not set(graph[node]) & left)
    if not ready:
        raise ValueError(f"a cycle among {left}")
    return topological_order(graph, (*order, ready[0]))


# %% backward
def backward(tape, output, grads=None):
    grads = {output: 1.0} if grads is None else grads
    if not tape:
        return grads
    *earlier, (node, inputs, vjp) = tape
    if node in grads and inputs:
        for name, g in zip(inputs, vjp(grads[node]), strict=True):
            grads = {**grads, name: grads.get(name, 0) + g}
    return backward(earlier, output, grads)


# %% count_parameters
def count_parameters(input_shape, layers):
    if not layers:
        return []
    layer, *others = layers
    if layer["kind"] == "activation":
        return [0, *count_parameters(input_shape, others)]
    if layer["kind"] == "flatten":
        return [0, *count_parameters((int(np.prod(input_shape)),), others)]
    *front, inputs = input_shape
    units = layer["units"]
    count = inputs * units + (units if layer.get("bias", True) else 0)
    return [count, *count_parameters((*front, units), others)]
