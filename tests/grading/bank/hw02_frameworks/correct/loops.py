"""Plain loops over indices everywhere."""

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.astype(float), x.astype(float)
        up[index] += eps
        down[index] -= eps
        grad[index] = (f(up) - f(down)) / (2 * eps)
    return grad


# %% unbroadcast
def unbroadcast(g, shape):
    result = np.zeros(shape)
    for index in np.ndindex(g.shape):
        own = index[len(index) - len(shape) :]
        place = tuple(0 if n == 1 else i for i, n in zip(own, shape, strict=True))
        result[place] += g[index]
    return result


# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    a, b, g = np.array(a, float), np.array(b, float), np.array(g, float)
    grad_a, grad_b = np.zeros(a.shape), np.zeros(b.shape)

    def place(index, shape):
        own = index[len(index) - len(shape) :]
        return tuple(0 if n == 1 else i for i, n in zip(own, shape, strict=True))

    for index in np.ndindex(g.shape):
        i, j = place(index, a.shape), place(index, b.shape)
        if op == "add":
            to_a, to_b = 1, 1
        elif op == "subtract":
            to_a, to_b = 1, -1
        else:
            to_a, to_b = b[j], a[i]
        grad_a[i] += to_a * g[index]
        grad_b[j] += to_b * g[index]
    return grad_a, grad_b


# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    grad = np.zeros(a.shape)
    for index in np.ndindex(a.shape):
        if op == "relu" and a[index] > 0:
            grad[index] = g[index]
        elif op == "log":
            grad[index] = g[index] / a[index]
        elif op == "exp":
            grad[index] = g[index] * np.exp(a[index])
    return grad


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    every = range(a.ndim)
    axes = every if axis is None else np.atleast_1d(axis) % a.ndim
    grad, g = np.zeros(a.shape), np.asarray(g)
    for index in np.ndindex(a.shape):
        if keepdims:
            place = tuple(0 if i in axes else index[i] for i in every)
        else:
            place = tuple(index[i] for i in every if i not in axes)
        grad[index] = g[place]
    return grad


# %% matmul_vjp
def matmul_vjp(a, b, g):
    grad_a, grad_b = np.zeros(a.shape), np.zeros(b.shape)

    def place(index, shape):
        own = index[len(index) - len(shape) :]
        return tuple(0 if n == 1 else i for i, n in zip(own, shape, strict=True))

    for index in np.ndindex(g.shape[:-2]):
        i, j = place(index, a.shape[:-2]), place(index, b.shape[:-2])
        grad_a[i] += g[index] @ b[j].T
        grad_b[j] += a[i].T @ g[index]
    return grad_a, grad_b


# %% topological_order
def topological_order(graph):
    order = []
    for _ in range(len(graph)):
        for node in sorted(graph):
            if node in order:
                continue
            ready = True
            for name in graph[node]:
                if name not in order:
                    ready = False
            if ready:
                order.append(node)
                break
        else:
            raise ValueError("these nodes wait for each other")
    return order


# %% backward
def backward(tape, output):
    grads = {output: 1.0}
    for k in range(len(tape) - 1, -1, -1):
        node, inputs, vjp = tape[k]
        if node not in grads or vjp is None:
            continue
        answers = vjp(grads[node])
        for i in range(len(inputs)):
            if inputs[i] in grads:
                grads[inputs[i]] = grads[inputs[i]] + answers[i]
            else:
                grads[inputs[i]] = answers[i]
    return grads


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = list(input_shape), []
    for layer in layers:
        if layer["kind"] == "dense":
            count = 0
            for _ in range(layer["units"]):
                count += shape[-1]
                if "bias" not in layer or layer["bias"]:
                    count += 1
            counts.append(count)
            shape[-1] = layer["units"]
        else:
            counts.append(0)
            if layer["kind"] == "flatten":
                product = 1
                for n in shape:
                    product *= n
                shape = [product]
    return counts
