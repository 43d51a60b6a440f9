"""Prints its progress, warns and computes with nan on the way."""

import sys
import warnings

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    print("shape", x.shape)
    x = np.array(x, dtype=float)
    grad = np.full(x.shape, np.nan)
    for index in np.ndindex(x.shape):
        print(".", end="", flush=True)
        old = x[index]
        x[index] = old + eps
        grad[index] = f(x.copy())
        x[index] = old - eps
        grad[index] = (grad[index] - f(x.copy())) / 2 / eps
        x[index] = old
    print("\n", grad)
    return grad


# %% unbroadcast
import warnings  # noqa: E402, F811


def unbroadcast(g, shape):
    warnings.warn(f"from {g.shape} to {shape}", stacklevel=2)
    while len(g.shape) > len(shape):
        g = np.array(g.sum(0))
    for i in range(len(shape)):
        if g.shape[i] != shape[i]:
            print("axis", i)
            g = g.sum(i, keepdims=True)
    return g


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    print(op, a, b, g)
    a, b, g = np.array(a), np.array(b), np.array(g)
    if op == "add":
        grads = [g, g]
    if op == "subtract":
        grads = [g, -g]
    if op == "multiply":
        grads = [g * b, g * a]
    for k, shape in enumerate((a.shape, b.shape)):
        while np.ndim(grads[k]) > len(shape):
            grads[k] = grads[k].sum(0)
        for i in range(len(shape)):
            if grads[k].shape[i] != shape[i]:
                grads[k] = grads[k].sum(i, keepdims=True)
    print("gradients:", grads)
    return grads[0], grads[1]


# %% pointwise_vjp
import sys  # noqa: E402, F811


def pointwise_vjp(op, a, g):
    print(op, file=sys.stderr)
    if op == "relu":
        slope = np.maximum(a, 0) / a  # nan, with a warning, at zero
        return np.where(np.isnan(slope), 0, g * slope)
    if op == "log":
        np.log(np.zeros(1))
        return g / a
    return g * np.exp(a)


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    print("sum over", axis, "kept" if keepdims else "gone")
    if keepdims or axis is None:
        return np.ones(a.shape) * g
    warnings.warn("the axes are put back", UserWarning, stacklevel=1)
    return np.ones(a.shape) * np.expand_dims(g, axis)


# %% matmul_vjp
def matmul_vjp(a, b, g):
    print(a.shape, "@", b.shape, "is", g.shape)
    grads = [g @ b.swapaxes(-2, -1), a.swapaxes(-2, -1) @ g]
    for k, shape in enumerate((a.shape, b.shape)):
        while grads[k].ndim > len(shape):
            grads[k] = grads[k].sum(0)
        for i in range(len(shape)):
            if grads[k].shape[i] != shape[i]:
                print("summing axis", i)
                grads[k] = grads[k].sum(i, keepdims=True)
    return grads[0], grads[1]


# %% topological_order
def topological_order(graph):
    print(graph)
    order = []
    while len(order) != len(graph):
        ready = [n for n in graph if set(graph[n]) <= set(order) and n not in order]
        print("ready:", ready)
        try:
            order.append(min(ready))
        except ValueError as nothing:
            print("nothing is ready", file=sys.stderr)
            raise ValueError(f"cycle among {set(graph) - set(order)}") from nothing
    return order


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in reversed(tape):
        if node not in grads:
            warnings.warn(f"{output} does not depend on {node}", stacklevel=2)
        elif vjp is None:
            print("leaf", node)
        else:
            print("asking the rule of", node)
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0) + g
    return grads


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = tuple(input_shape), []
    for number, layer in enumerate(layers):
        units = layer.get("units", 0)
        counts.append(units * shape[-1] + units * bool(layer.get("bias", 1)))
        if layer["kind"] == "flatten":
            shape = (np.prod(shape).item(),)
        elif layer["kind"] == "dense":
            shape = (*shape[:-1], units)
        print(f"layer {number}: {layer['kind']:12} {shape!s:16} {counts[-1]:8}")
    print("total:", sum(counts))
    return counts
