"""Answers with lists, tuples and plain numbers."""

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    numbers = np.asarray(x, float).ravel().tolist()
    slopes = []
    for i, number in enumerate(numbers):
        up = [*numbers[:i], number + eps, *numbers[i + 1 :]]
        down = [*numbers[:i], number - eps, *numbers[i + 1 :]]
        ends = [float(f(np.reshape(p, x.shape))) for p in (up, down)]
        slopes.append((ends[0] - ends[1]) / (2 * eps))
    return np.reshape(slopes, x.shape).tolist()


# %% unbroadcast
def unbroadcast(g, shape):
    def add(one, two):
        if isinstance(one, list):
            return [add(u, v) for u, v in zip(one, two, strict=True)]
        return one + two

    def total(rows):
        result = rows[0]
        for row in rows[1:]:
            result = add(result, row)
        return result

    def shrink(values, lengths):
        if not lengths:
            return values
        if lengths[0] == 1:
            values = [total(values)]
        return [shrink(value, lengths[1:]) for value in values]

    values = g.tolist()
    for _ in range(g.ndim - len(shape)):
        values = total(values)
    return shrink(values, shape)


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    def back(grad, shape):
        extra = np.ndim(grad) - len(shape)
        grad = np.asarray(grad).sum(axis=tuple(range(extra)))
        ones = tuple(i for i in range(len(shape)) if shape[i] == 1)
        return grad.sum(axis=ones, keepdims=True).tolist()

    if op == "add":
        grads = [g, g]
    elif op == "subtract":
        grads = [g, np.negative(g)]
    else:
        grads = [np.multiply(g, b), np.multiply(g, a)]
    return [back(grads[0], np.shape(a)), back(grads[1], np.shape(b))]


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    from math import exp

    slope = {
        "relu": lambda v: 1.0 if v > 0 else 0.0,
        "log": lambda v: 1.0 / v,
        "exp": exp,
    }[op]

    def walk(values, gs):
        if isinstance(values, list):
            return [walk(v, h) for v, h in zip(values, gs, strict=True)]
        return slope(values) * gs

    return walk(a.tolist(), g.tolist())


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    if axis is None:
        return np.full(a.shape, np.asarray(g).item()).tolist()
    if not keepdims:
        g = np.expand_dims(g, axis)
    return (g + np.zeros(a.shape)).tolist()


# %% matmul_vjp
def matmul_vjp(a, b, g):
    def back(grad, shape):
        extra = grad.ndim - len(shape)
        grad = grad.sum(axis=tuple(range(extra)))
        ones = tuple(i for i in range(len(shape)) if shape[i] == 1)
        return grad.sum(axis=ones, keepdims=True).tolist()

    grad_a = back(g @ b.swapaxes(-1, -2), a.shape)
    return [grad_a, back(a.swapaxes(-1, -2) @ g, b.shape)]


# %% topological_order
def topological_order(graph):
    left = {node: list(inputs) for node, inputs in graph.items()}
    order = []
    while left:
        ready = sorted(node for node, inputs in left.items() if inputs == [])
        if ready == []:
            raise ValueError
        node = ready[0]
        order.append(node)
        del left[node]
        for other in left:
            left[other] = [i for i in left[other] if i != node]
    return tuple(order)


# %% backward
def backward(tape, output):
    collected = {output: [1.0]}
    for node, inputs, vjp in reversed(tape):
        if node in collected and inputs != []:
            answers = list(vjp(sum(collected[node])))
            for name, answer in zip(inputs, answers, strict=True):
                collected.setdefault(name, []).append(answer)
    return {name: sum(answers) for name, answers in collected.items()}


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = list(input_shape), []
    for layer in layers:
        counts.append(0)
        if layer["kind"] == "flatten":
            while len(shape) > 1:
                shape.append(shape.pop() * shape.pop())
        elif layer["kind"] == "dense":
            inputs = shape.pop()
            shape.append(layer["units"])
            counts[-1] = inputs * shape[-1]
            if layer.get("bias") is not False:
                counts[-1] += shape[-1]
    return counts
