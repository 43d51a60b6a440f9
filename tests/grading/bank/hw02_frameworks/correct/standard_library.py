"""Leans on graphlib, heapq, math and itertools."""

import graphlib
import heapq
import itertools
import math

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    from itertools import product

    grad = np.empty(x.shape)
    for index in product(*map(range, x.shape)):
        ends = []
        for sign in (1, -1):
            moved = x.astype("f8")
            moved[index] += sign * eps
            ends.append(f(moved))
        grad[index] = -np.diff(ends)[0] / (2 * eps)
    return grad


# %% unbroadcast
import itertools  # noqa: E402, F811


def unbroadcast(g, shape):
    pairs = itertools.zip_longest(reversed(g.shape), reversed(shape))
    axes = tuple(-1 - i for i, (_, n) in enumerate(pairs) if n in (1, None))
    return np.reshape(np.sum(g, axis=axes), shape)


# %% topological_order
import graphlib  # noqa: E402, F811
import heapq  # noqa: E402, F811


def topological_order(graph):
    sorter = graphlib.TopologicalSorter(graph)
    sorter.prepare()  # a CycleError is a ValueError
    heap, order = list(sorter.get_ready()), []
    heapq.heapify(heap)
    while heap:
        order.append(heapq.heappop(heap))
        sorter.done(order[-1])
        for node in sorter.get_ready():
            heapq.heappush(heap, node)
    return order


# %% backward
from collections import defaultdict, deque  # noqa: E402


def backward(tape, output):
    grads = defaultdict(float)
    grads[output] += 1.0
    stack = deque(tape)
    while stack:
        node, inputs, vjp = stack.pop()
        if vjp is not None and node in grads:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads[name] + g
    return grads


# %% count_parameters
import math  # noqa: E402, F811


def count_parameters(input_shape, layers):
    shape = input_shape

    def counts():
        nonlocal shape
        for layer in layers:
            if layer["kind"] == "dense":
                *front, inputs = shape
                units = layer["units"]
                yield math.prod((inputs + (1 if layer.get("bias", True) else 0), units))
                shape = (*front, units)
            else:
                yield 0
                shape = (math.prod(shape),) if layer["kind"] == "flatten" else shape

    return list(counts())
