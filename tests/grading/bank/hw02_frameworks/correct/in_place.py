"""Works in place on arrays of its own."""

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    work = np.empty(x.shape)
    work[...] = x
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        work[index] += eps
        grad[index] += f(work)
        work[index] = x[index]
        work[index] -= eps
        grad[index] -= f(work)
        work[index] = x[index]
    grad /= 2 * eps
    return grad


# %% unbroadcast
def unbroadcast(g, shape):
    total = np.zeros(shape)
    rows = g.reshape(-1, *g.shape[g.ndim - len(shape) :])
    for row in rows:
        total += row.sum(
            axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True
        )
    return total


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    to_a, to_b = np.array(g, dtype=float), np.array(g, dtype=float)
    if op == "subtract":
        to_b *= -1
    if op == "multiply":
        to_a *= b
        to_b *= a
    results = []
    for grad, shape in ((to_a, np.shape(a)), (to_b, np.shape(b))):
        total = np.zeros(shape)
        for row in grad.reshape(-1, *grad.shape[grad.ndim - len(shape) :]):
            ones = tuple(i for i, n in enumerate(shape) if n == 1)
            total += row.sum(axis=ones, keepdims=True)
        results.append(total)
    return tuple(results)


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    grad = np.array(g, dtype=float)
    if op == "relu":
        grad[a <= 0] = 0
    elif op == "log":
        grad /= a
    else:
        grad *= np.exp(a)
    return grad


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    grad = np.zeros(a.shape)
    if keepdims or axis is None:
        grad += g
    else:
        axes = axis if isinstance(axis, tuple) else (axis,)
        view = np.moveaxis(grad, axes, tuple(range(len(axes))))
        view += g
    return grad


# %% matmul_vjp
def matmul_vjp(a, b, g):
    n, k = a.shape[-2:]
    m = b.shape[-1]
    front = g.shape[:-2]
    stack_a = np.broadcast_to(a, (*front, n, k)).reshape(-1, n, k)
    stack_b = np.broadcast_to(b, (*front, k, m)).reshape(-1, k, m)
    stack_g = g.reshape(-1, n, m)
    grad_a, grad_b = np.zeros(a.shape), np.zeros(b.shape)
    places_a = np.arange(a.size // (n * k)).reshape(a.shape[:-2])
    places_b = np.arange(b.size // (k * m)).reshape(b.shape[:-2])
    flat_a, flat_b = grad_a.reshape(-1, n, k), grad_b.reshape(-1, k, m)
    for i, j, one_a, one_b, one_g in zip(
        np.broadcast_to(places_a, front).ravel(),
        np.broadcast_to(places_b, front).ravel(),
        stack_a,
        stack_b,
        stack_g,
        strict=True,
    ):
        flat_a[i] += one_g @ one_b.T
        flat_b[j] += one_a.T @ one_g
    return grad_a, grad_b


# %% topological_order
def topological_order(graph):
    left, order = sorted(graph), []
    while left:
        for node in left:
            if not any(name in left for name in graph[node]):
                left.remove(node)
                order.append(node)
                break
        else:
            raise ValueError("a cycle")
    return order


# %% backward
def backward(tape, output):
    grads = {output: np.array(1.0)}
    for node, inputs, vjp in reversed(tape):
        if inputs and node in grads:
            for name, g in zip(inputs, vjp(grads[node].copy()), strict=True):
                if name in grads:
                    grads[name] += g
                else:
                    grads[name] = np.array(g, dtype=float)
    return grads


# %% count_parameters
def count_parameters(input_shape, layers):
    counts = np.zeros(len(layers), dtype=int)
    shape = np.array(input_shape)
    for i, layer in enumerate(layers):
        if layer["kind"] == "dense":
            counts[i] += shape[-1]
            counts[i] += layer.get("bias", True)
            counts[i] *= layer["units"]
            shape[-1] = layer["units"]
        elif layer["kind"] == "flatten":
            shape[0] = np.prod(shape)
            shape = shape[:1]
    return counts.tolist()
