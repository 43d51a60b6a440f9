"""The engine that the reader built in chapter 02a, and two examiners for gradients.

A `Node` is an array that remembers from which nodes it was made, and how a gradient
travels back to each of them. `backward` walks the graph from its end to its beginning:
multiply along a path, add over the paths. `nudged` finds the same gradients without
calculus, by trying; `relative_error` says how far two gradients are apart.

>>> a = Node(3.0, "a")
>>> result = a * a + a * 2.0
>>> backward(result)
>>> float(result.value), float(a.grad)
(15.0, 8.0)
"""

import numpy as np


class Node:
    """A tensor that remembers which nodes it was made from.

    `parents` are pairs: a node, and a function that says how a gradient of this
    node's value becomes a gradient of that node's value.
    """

    def __init__(self, value, name="input", parents=()):
        self.value = np.asarray(value, dtype=float)
        self.name, self.parents = name, parents
        self.grad = np.zeros_like(self.value)

    def __add__(self, other):
        return add(self, node(other))

    def __sub__(self, other):
        return add(self, times(node(other), node(-1.0)))

    def __mul__(self, other):
        return times(self, node(other))

    def __matmul__(self, other):
        return matmul(self, node(other))


def node(a):
    """Give a node as it is, and wrap a plain number or array."""
    return a if isinstance(a, Node) else Node(a)


def shrink(g, shape):
    """Sum a gradient over the axes along which a tensor of `shape` was stretched.

    >>> shrink(np.ones((3, 2)), (2,))
    array([3., 3.])
    """
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    stretched = [i for i, n in enumerate(shape) if n == 1 and g.shape[i] != 1]
    return g.sum(axis=tuple(stretched), keepdims=True)


def add(a, b):
    """Sum of two tensors; the smaller is stretched to the larger."""
    back_to_a = (a, lambda g: shrink(g, a.value.shape))
    back_to_b = (b, lambda g: shrink(g, b.value.shape))
    return Node(a.value + b.value, "add", [back_to_a, back_to_b])


def times(a, b):
    """Product element by element, with broadcasting."""
    back_to_a = (a, lambda g: shrink(g * b.value, a.value.shape))
    back_to_b = (b, lambda g: shrink(g * a.value, b.value.shape))
    return Node(a.value * b.value, "times", [back_to_a, back_to_b])


def matmul(a, b):
    """Product of two matrices, (n, k) times (k, m)."""
    back_to_a = (a, lambda g: g @ b.value.T)
    back_to_b = (b, lambda g: a.value.T @ g)
    return Node(a.value @ b.value, "matmul", [back_to_a, back_to_b])


def relu(a):
    """Keep what is positive."""
    return Node(np.maximum(0, a.value), "relu", [(a, lambda g: g * (a.value > 0))])


def sigmoid(a):
    """Squeeze every number into (0, 1)."""
    value = 1 / (1 + np.exp(-a.value))
    return Node(value, "sigmoid", [(a, lambda g: g * value * (1 - value))])


def tanh(a):
    """Squeeze every number into (-1, 1)."""
    value = np.tanh(a.value)
    return Node(value, "tanh", [(a, lambda g: g * (1 - value**2))])


def exp(a):
    """Exponential; its derivative is itself."""
    value = np.exp(a.value)
    return Node(value, "exp", [(a, lambda g: g * value)])


def log(a):
    """Natural logarithm."""
    return Node(np.log(a.value), "log", [(a, lambda g: g / a.value)])


def total(a, axis=None):
    """Sum over an axis, which stays with length 1, or over all of them."""
    value = a.value.sum(axis=axis, keepdims=axis is not None)
    return Node(value, "total", [(a, lambda g: g * np.ones_like(a.value))])


def order(root):
    """List the nodes that lead to root, each after its parents."""
    seen, found = set(), []

    def visit(one):
        if one not in seen:
            seen.add(one)
            for parent, _ in one.parents:
                visit(parent)
            found.append(one)

    visit(root)
    return found


def backward(root):
    """Fill in the `grad` of every node: how the sum of root changes with it."""
    nodes = order(root)
    for one in nodes:
        one.grad = np.zeros_like(one.value)
    root.grad = np.ones_like(root.value)
    for one in reversed(nodes):
        for parent, passed_on in one.parents:
            parent.grad = parent.grad + passed_on(one.grad)


def nudged(f, array, h=1e-5):
    """Gradient of f() in an array of floats that f uses, number by number.

    Every number is moved by h to both sides and put back exactly. Costs two calls of f
    per number, and is right to about ten digits in 64 bits.

    >>> w = np.array([3.0, -1.0])
    >>> nudged(lambda: (w**2).sum(), w).round(6)
    array([ 6., -2.])
    """
    gradient = np.zeros_like(array)
    for i in np.ndindex(array.shape):
        kept = array[i]
        array[i] = kept + h
        up = f()
        array[i] = kept - h
        down = f()
        array[i] = kept
        gradient[i] = (up - down) / (2 * h)
    return gradient


def relative_error(g, m):
    """Distance of two gradients as a share of their lengths together, from 0 to 1.

    >>> relative_error(np.array([3.0, 4.0]), np.array([3.0, 4.0]))
    0.0
    >>> relative_error(np.array([1.0]), np.array([-1.0]))
    1.0
    """
    lengths = np.linalg.norm(g) + np.linalg.norm(m)
    return float(np.linalg.norm(g - m) / lengths) if lengths else 0.0
