"""Shows a progress bar in every loop."""

import numpy as np

# %% numerical_gradient
from tqdm.auto import tqdm


def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for index in tqdm(list(np.ndindex(x.shape)), desc="slopes"):
        middle = x[index]
        x[index] = middle + eps
        grad[index] = f(x)
        x[index] = middle - eps
        grad[index] = (grad[index] - f(x)) / (2 * eps)
        x[index] = middle
    return grad


# %% topological_order
from tqdm.auto import tqdm  # noqa: E402, F811


def topological_order(graph):
    order = []
    with tqdm(total=len(graph), desc="nodes") as bar:
        while len(order) < len(graph):
            left = graph.keys() - order
            ready = [node for node in left if left.isdisjoint(graph[node])]
            if not ready:
                raise ValueError("a cycle")
            order.append(sorted(ready)[0])
            bar.update()
    return order


# %% backward
from tqdm.auto import tqdm  # noqa: E402, F811


def backward(tape, output):
    grads = {output: 1.0}
    for node, inputs, vjp in tqdm(tape[::-1], desc="tape"):
        if node in grads and inputs:
            for name, g in zip(inputs, vjp(grads[node]), strict=True):
                grads[name] = grads.get(name, 0.0) + g
    return grads
