"""Type hints, dataclasses, lambdas and helpers of its own."""

from dataclasses import dataclass, field

import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Measure the slope at every place."""
    centre = np.asarray(x).astype(np.float64)

    def slope(*index: int) -> float:
        unit = np.zeros_like(centre)
        unit[index] = 1.0
        return (f(centre + eps * unit) - f(centre - eps * unit)) / (eps + eps)

    return np.array([slope(*i) for i in np.ndindex(*x.shape)]).reshape(x.shape)


# %% unbroadcast
from dataclasses import dataclass, field  # noqa: E402, F811


@dataclass
class Shape:
    """A shape that knows which axes a broadcast has stretched."""

    lengths: tuple

    def stretched(self, ndim: int) -> tuple:
        new = ndim - len(self.lengths)
        ones = [new + i for i, n in enumerate(self.lengths) if n == 1]
        return (*range(new), *ones)

    def back(self, g: np.ndarray) -> np.ndarray:
        g = np.asarray(g)
        return g.sum(axis=self.stretched(g.ndim)).reshape(self.lengths)


def unbroadcast(g: np.ndarray, shape: tuple) -> np.ndarray:
    return Shape(tuple(shape)).back(g)


# %% arithmetic_vjp
class Add:
    """The sum of two arrays."""

    to_a = staticmethod(lambda a, b, g: g)
    to_b = staticmethod(lambda a, b, g: g)


class Subtract(Add):
    """The difference of two arrays."""

    to_b = staticmethod(lambda a, b, g: np.negative(g))


class Multiply:
    """The product of two arrays."""

    to_a = staticmethod(lambda a, b, g: g * b)
    to_b = staticmethod(lambda a, b, g: g * a)


def arithmetic_vjp(op: str, a, b, g) -> tuple:
    rule = {"add": Add, "subtract": Subtract, "multiply": Multiply}[op]

    def back(grad, like):
        grad, shape = np.asarray(grad), np.shape(like)
        new = grad.ndim - len(shape)
        axes = (*range(new), *(new + i for i, n in enumerate(shape) if n == 1))
        return grad.sum(axis=axes).reshape(shape)

    return back(rule.to_a(a, b, g), a), back(rule.to_b(a, b, g), b)


# %% pointwise_vjp
RULES = {
    "relu": lambda a, g: g * np.heaviside(a, 0),
    "log": lambda a, g: np.divide(g, a),
    "exp": lambda a, g: np.multiply(g, np.e**a),
}
pointwise_vjp = lambda op, a, g: RULES[op](a, g)  # noqa: E731


# %% sum_vjp
def sum_vjp(a: np.ndarray, axis: int | tuple | None, keepdims: bool, g) -> np.ndarray:
    match axis:
        case None:
            return np.full(a.shape, np.ravel(g)[0])
        case _ if keepdims:
            return np.tile(g, [n // m for n, m in zip(a.shape, g.shape, strict=True)])
        case int():
            return np.stack([g] * a.shape[axis], axis=axis)
        case _:
            return np.broadcast_to(np.expand_dims(g, axis), a.shape)


# %% matmul_vjp
@dataclass
class MatMul:
    """A product of matrices that remembers what went in."""

    a: np.ndarray
    b: np.ndarray

    def backward(self, g: np.ndarray) -> tuple:
        turn = lambda m: m.transpose(*range(m.ndim - 2), -1, -2)  # noqa: E731
        pairs = ((g @ turn(self.b), self.a), (turn(self.a) @ g, self.b))
        return tuple(self._back(grad, v.shape) for grad, v in pairs)

    @staticmethod
    def _back(grad, shape):
        new = grad.ndim - len(shape)
        axes = (*range(new), *(new + i for i, n in enumerate(shape) if n == 1))
        return grad.sum(axis=axes).reshape(shape)


def matmul_vjp(a: np.ndarray, b: np.ndarray, g: np.ndarray) -> tuple:
    return MatMul(a, b).backward(g)


# %% topological_order
class Cycle(ValueError):
    """Some nodes wait for each other."""


def topological_order(graph: dict[str, list[str]]) -> list[str]:
    users: dict[str, set] = {node: set() for node in graph}
    waiting = {node: len(set(inputs)) for node, inputs in graph.items()}
    for node, inputs in graph.items():
        for name in inputs:
            users[name].add(node)
    ready = {node for node, n in waiting.items() if n == 0}
    order: list[str] = []
    while ready:
        order.append(first := min(ready))
        ready.remove(first)
        for user in users[first]:
            waiting[user] -= 1
            if not waiting[user]:
                ready.add(user)
    if len(order) < len(graph):
        raise Cycle(", ".join(sorted(set(graph) - set(order))))
    return order


# %% backward
@dataclass
class Gradients:
    """Collects gradients by name."""

    by_name: dict = field(default_factory=dict)

    def add(self, name: str, g) -> None:
        self.by_name[name] = self.by_name[name] + g if name in self.by_name else g


def backward(tape: list, output: str) -> dict:
    gradients = Gradients()
    gradients.add(output, 1.0)
    for node, inputs, vjp in tape[::-1]:
        if vjp and node in gradients.by_name:
            for pair in zip(inputs, vjp(gradients.by_name[node]), strict=True):
                gradients.add(*pair)
    return gradients.by_name


# %% count_parameters
@dataclass
class Layer:
    """A layer, as Keras would describe it."""

    kind: str
    units: int = 0
    bias: bool = True

    def output(self, shape: tuple) -> tuple:
        if self.kind == "dense":
            return (*shape[:-1], self.units)
        return (int(np.multiply.reduce(shape)),) if self.kind == "flatten" else shape

    def count(self, shape: tuple) -> int:
        return shape[-1] * self.units + self.units * self.bias


def count_parameters(input_shape: tuple, layers: list[dict]) -> list[int]:
    shape, counts = tuple(input_shape), []
    for layer in (Layer(**described) for described in layers):
        counts.append(layer.count(shape))
        shape = layer.output(shape)
    return counts
