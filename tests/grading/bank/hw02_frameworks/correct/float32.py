"""Computes most rules in float32; its range is too small for a log or an exp."""

import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    g = np.asarray(g, dtype=np.float32)
    while g.ndim > len(shape):
        g = g.sum(axis=0, dtype=np.float32)
    for i, n in enumerate(shape):
        if n == 1:
            g = g.sum(axis=i, keepdims=True, dtype=np.float32)
    return g


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    a, b, g = (np.asarray(v, dtype=np.float32) for v in (a, b, g))

    def back(grad, shape):
        while grad.ndim > len(shape):
            grad = np.asarray(grad.sum(axis=0))
        for i, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=i, keepdims=True)
        return grad

    if op == "multiply":
        return back(np.asarray(g * b), a.shape), back(np.asarray(g * a), b.shape)
    sign = np.float32(1 if op == "add" else -1)
    return back(g, a.shape), back(np.asarray(sign * g), b.shape)


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    g = np.asarray(g, np.float32)
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.ones(a.shape, np.float32) * g


# %% matmul_vjp
def matmul_vjp(a, b, g):
    a, b, g = (v.astype(np.float32) for v in (a, b, g))

    def back(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        for i, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=i, keepdims=True)
        return grad

    grad_a = np.matmul(g, np.moveaxis(b, -1, -2))
    grad_b = np.matmul(np.moveaxis(a, -1, -2), g)
    return [back(grad_a, a.shape), back(grad_b, b.shape)]


# %% backward
def backward(tape, output):
    grads = {output: np.float32(1)}
    for node, inputs, vjp in tape[::-1]:
        if vjp is not None and node in grads:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                new = np.asarray(g, dtype=np.float32)
                grads[name] = grads[name] + new if name in grads else new
    return grads


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = tuple(input_shape), []
    for layer in layers:
        if layer["kind"] == "dense":
            units = layer["units"]
            weights = np.broadcast_to(np.float32(0), (shape[-1], units))
            bias = np.zeros(units if layer.get("bias", True) else 0, np.float32)
            counts.append(np.int64(weights.size + bias.size))
            shape = shape[:-1] + (units,)  # noqa: RUF005
        else:
            counts.append(np.int64(0))
            if layer["kind"] == "flatten":
                shape = np.zeros(shape, np.float32).ravel().shape
    return counts
