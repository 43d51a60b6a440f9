"""Calls the functions of the earlier sections."""

import numpy as np
from numpy import exp, where


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.float64(x)
    return np.array(
        [
            f(x + step) - f(x - step)
            for step in np.eye(x.size).reshape(-1, *x.shape) * eps
        ]
    ).reshape(x.shape) / (2 * eps)


# %% unbroadcast
def unbroadcast(g, shape):
    axes = tuple(range(g.ndim - len(shape)))
    axes += tuple(len(axes) + i for i, n in enumerate(shape) if n == 1)
    return g.sum(axis=axes).reshape(shape)


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    a, b, g = map(np.asarray, (a, b, g))
    if op == "multiply":
        return (
            unbroadcast(np.asarray(g * b), a.shape),
            unbroadcast(np.asarray(g * a), b.shape),
        )
    if op == "subtract":
        grad_a, grad_b = arithmetic_vjp("add", a, b, g)
        return grad_a, -grad_b
    return unbroadcast(g, a.shape), unbroadcast(g, b.shape)


# %% pointwise_vjp
from numpy import exp, where  # noqa: E402, F811


def pointwise_vjp(op, a, g):
    if op == "relu":
        return where(a > 0, g, 0)
    if op == "log":
        return arithmetic_vjp("multiply", a, 1 / a, g)[0]
    return arithmetic_vjp("multiply", a, exp(a), g)[0]


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    kept = np.sum(a, axis=axis, keepdims=True).shape
    spread = np.broadcast_to(np.reshape(g, kept), a.shape)
    return arithmetic_vjp("add", a, 0.0, spread)[0]


# %% matmul_vjp
def matmul_vjp(a, b, g):
    left, right = a[..., :, :, None], b[..., None, :, :]  # a @ b is a sum of products
    products = np.broadcast_shapes(left.shape, right.shape)
    spread = sum_vjp(np.zeros(products), -2, False, g)
    grad_a, grad_b = arithmetic_vjp("multiply", left, right, spread)
    return grad_a[..., 0], grad_b[..., 0, :, :]


# %% backward
def backward(tape, output):
    names = [node for node, *_ in tape]
    tape = list(tape[: names.index(output) + 1])
    grads = {output: np.float64(1)}
    while tape:
        node, inputs, vjp = tape.pop()
        if node in grads and len(inputs):
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0 * g) + g
    return grads
