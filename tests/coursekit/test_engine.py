"""The engine of chapter 02a and its examiners."""

import numpy as np
import pytest
from coursekit import engine
from coursekit.engine import Node, backward, nudged, relative_error

rng = np.random.default_rng(3)
POSITIVE = rng.uniform(0.5, 2, (3, 2))


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "exp", "log", "total"])
def test_every_operation_passes_on_what_nudging_finds(name):
    operation, a = getattr(engine, name), Node(POSITIVE + 1)
    backward(engine.total(operation(a) * POSITIVE))
    tried = nudged(lambda: (operation(a) * POSITIVE).value.sum(), a.value)
    assert relative_error(a.grad, tried) < 1e-9


def test_a_network_of_nodes_agrees_with_nudging():
    X, W, b = Node(POSITIVE), Node(rng.normal(size=(2, 4))), Node(rng.normal(size=4))

    def loss():
        return engine.total(engine.tanh(X @ W + b) - 0.5)

    backward(loss())
    for p in (X, W, b):
        assert relative_error(p.grad, nudged(lambda: loss().value, p.value)) < 1e-9


def test_a_node_used_twice_collects_both_gradients():
    a = Node(3.0)
    backward(a * a + a)
    assert a.grad == 7


def test_nudging_leaves_the_numbers_as_they_were():
    w = rng.normal(size=(2, 2))
    before = w.copy()
    nudged(lambda: (w**3).sum(), w)
    assert np.array_equal(w, before)


def test_the_relative_error_of_two_zero_gradients_is_zero():
    assert relative_error(np.zeros((2, 2)), np.zeros((2, 2))) == 0
