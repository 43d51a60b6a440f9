"""Cuts slopes to the dtype of an input, drops axes and layers, stops at a zero."""

# loses: unbroadcast_hidden_ones 3, arithmetic_vjp_hidden 3,
#   pointwise_vjp_hidden_log 2, matmul_vjp_hidden 2, backward_hidden_left_out 1,
#   count_parameters_hidden 3
import numpy as np


# %% unbroadcast
def unbroadcast(g, shape):
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    for i, n in enumerate(shape):
        if n == 1:
            g = g.sum(axis=i, keepdims=True)
    return g.squeeze() if g.ndim > 3 else g


# %% arithmetic_vjp
def back(grad, like):
    grad, like = np.asarray(grad), np.asarray(like)
    grad = grad.sum(axis=tuple(range(grad.ndim - like.ndim)))
    ones = tuple(i for i, n in enumerate(like.shape) if n == 1)
    return grad.sum(axis=ones, keepdims=True).astype(like.dtype)


def arithmetic_vjp(op, a, b, g):
    grads = {"add": (g, g), "subtract": (g, -g), "multiply": (g * b, g * a)}[op]
    return back(grads[0], a), back(grads[1], b)


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return np.where(a > 0, g, 0)
    return g / np.maximum(a, 1e-15) if op == "log" else g * np.exp(a)


# %% matmul_vjp
def cut_back(grad, like):
    grad = grad.sum(axis=tuple(range(grad.ndim - like.ndim)))
    ones = tuple(i for i, n in enumerate(like.shape) if n == 1)
    return grad.sum(axis=ones, keepdims=True).astype(like.dtype)


def matmul_vjp(a, b, g):
    grad_a, grad_b = g @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ g
    return cut_back(grad_a, a), cut_back(grad_b, b)


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if vjp is None or node not in grads or not np.any(grads[node]):
            continue
        for name, g in zip(inputs, vjp(grads[node]), strict=True):
            grads[name] = grads.get(name, 0.0) + g
    return grads


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = tuple(input_shape), []
    for layer in layers:
        if layer["kind"] == "dense":
            counts.append(layer["units"] * (shape[-1] + layer.get("bias", True)))
            shape = (*shape[:-1], layer["units"])
        elif layer["kind"] == "flatten":
            shape = (int(np.prod(shape)),)
            counts.append(0)
        elif shape[-1] != 1:
            counts.append(0)
    return counts
