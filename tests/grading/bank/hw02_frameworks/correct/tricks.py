"""NumPy's less known functions: bincount, add.at, nditer, tensordot, reduce."""

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.require(x, np.float64, ["C"]).copy()
    grad = np.empty_like(x)
    with np.nditer(x, flags=["multi_index"], op_flags=["readwrite"]) as places:
        for number in places:
            middle = number.item()
            ends = []
            for end in (middle + eps, middle - eps):
                number[...] = end
                ends.append(f(x))
            number[...] = middle
            grad[places.multi_index] = np.subtract(*ends) / (2 * eps)
    return grad


# %% unbroadcast
def unbroadcast(g, shape):
    size = int(np.prod(shape))
    places = np.broadcast_to(np.arange(size).reshape(shape), g.shape)
    return np.bincount(places.ravel(), g.ravel(), size).reshape(shape)


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    def back(grad, like):
        total = np.zeros(np.shape(like))
        places = np.broadcast_to(
            np.arange(total.size).reshape(total.shape), np.shape(g)
        )
        np.add.at(total.reshape(-1), places, grad)
        return total

    slope_a = {"multiply": b}.get(op, 1)
    slope_b = {"multiply": a, "subtract": -1}.get(op, 1)
    return back(g * slope_a, a), back(g * slope_b, b)


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    grad = np.zeros(np.shape(a))
    if op == "relu":
        np.copyto(grad, g, where=a > 0)
    elif op == "log":
        np.divide(g, a, out=grad)
    else:
        np.multiply(g, np.exp(a), out=grad)
    return grad


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    g = np.asarray(g)
    if axis is None:
        return np.broadcast_to(g.ravel(), (a.size,)).reshape(a.shape)
    axes = np.lib.array_utils.normalize_axis_tuple(axis, a.ndim)
    if not keepdims:
        g = g[tuple(None if i in axes else slice(None) for i in range(a.ndim))]
    for i in axes:
        g = np.repeat(g, a.shape[i], axis=i)
    return g


# %% matmul_vjp
def matmul_vjp(a, b, g):
    grads = g @ np.matrix_transpose(b), np.matrix_transpose(a) @ g
    results = []
    for grad, v in zip(grads, (a, b), strict=True):
        places = np.broadcast_to(np.arange(v.size).reshape(v.shape), grad.shape)
        total = np.zeros(v.size)
        np.add.at(total, places, grad)
        results.append(total.reshape(v.shape))
    return tuple(results)


# %% topological_order
def topological_order(graph):
    names = np.array(sorted(graph), dtype=str)
    needs = np.array([np.isin(names, graph[name]) for name in names], dtype=bool)
    taken, order = np.zeros(len(names), bool), []
    for _ in names:
        ready = np.flatnonzero(~taken & ~(needs & ~taken).any(axis=1))
        if ready.size == 0:
            raise ValueError("a cycle")
        taken[ready[0]] = True
        order.append(names[ready[0]])
    return np.array(order)


# %% backward
def backward(tape, output):
    names = [node for node, _, _ in tape]
    grads = [None] * len(tape)
    grads[names.index(output)] = np.ones(())
    for k in np.arange(len(tape))[::-1]:
        _, inputs, vjp = tape[k]
        if grads[k] is not None and vjp is not None:
            for name, g in zip(inputs, vjp(grads[k]), strict=True):
                i = names.index(name)
                grads[i] = g if grads[i] is None else np.add(grads[i], g)
    pairs = zip(names, grads, strict=True)
    return {name: g for name, g in pairs if g is not None}


# %% count_parameters
def count_parameters(input_shape, layers):
    x, counts = np.broadcast_to(0.0, (1, *input_shape)), []  # shapes without memory
    for layer in layers:
        if layer["kind"] == "flatten":
            x = x.reshape(1, -1)
        if layer["kind"] != "dense":
            counts.append(0)
            continue
        W = np.broadcast_to(0.0, (x.shape[-1], layer["units"]))
        b = np.zeros(layer["units"] if layer.get("bias", True) else 0)
        x = np.broadcast_to(0.0, (*x.shape[:-1], layer["units"]))
        counts.append(W.size + b.size)
    return counts
