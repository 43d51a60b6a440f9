"""The class of chapter 06: two witnesses for its gradients, and Keras' own steps."""

import numpy as np
import pytest
from coursekit.engine import nudged, relative_error
from coursekit.mlp import MLP, Adam

X = np.random.default_rng(3).normal(size=(7, 4))
Y = np.eye(3)[[0, 1, 2, 0, 1, 2, 2]]


@pytest.mark.parametrize(
    "act",
    [
        ["sigmoid", "sigmoid"],
        ["tanh", "softmax"],
        ["relu", "sigmoid", "softmax"],
        ["tanh", "linear"],
    ],
    ids="-".join,
)
def test_every_gradient_is_what_finite_differences_measure(act):
    net = MLP([4, *[5] * (len(act) - 1), 3], act, seed=1)
    dW, db = net.backward(X, Y)
    for layer in range(1, len(net.W)):
        for found, array in ((dW[layer], net.W[layer]), (db[layer], net.b[layer])):
            measured = nudged(lambda: net.loss(X, Y), array)
            assert relative_error(found, measured) < 1e-7


def test_place_0_of_every_list_is_empty_since_the_input_has_no_parameters():
    net = MLP([4, 3], ["softmax"])
    dW, db = net.backward(X, Y)
    z, a = net.forward(X)
    assert [net.W[0], net.b[0], net.act[0], dW[0], db[0], z[0]] == [None] * 6
    assert a[0] is X


def test_one_small_step_lowers_the_loss():
    net = MLP([4, 5, 3], ["tanh", "softmax"])
    before = net.loss(X, Y)
    net.step(*net.backward(X, Y), learning_rate=0.1)
    assert net.loss(X, Y) < before


def test_predict_names_the_column_of_the_largest_output():
    net = MLP([4, 3], ["softmax"])
    assert (net.predict(X) == net.forward(X)[1][-1].argmax(axis=1)).all()


def test_float32_stays_float32_through_training():
    net = MLP([4, 5, 3], ["relu", "softmax"], dtype="float32")
    few = X.astype("float32")
    Adam(net, 0.01).step(*net.backward(few, Y.astype("float32")))
    assert {p.dtype for p in net.W[1:] + net.b[1:]} == {np.dtype("float32")}


def test_equal_seeds_give_equal_starts_and_others_do_not():
    one, same, other = (MLP([2, 3], ["linear"], seed=s).W[1] for s in (5, 5, 6))
    assert (one == same).all()
    assert not (one == other).any()


def test_a_network_without_an_activation_per_layer_is_refused():
    with pytest.raises(ValueError, match="2 activations for sizes"):
        MLP([2, 1], ["tanh", "sigmoid"])


def test_a_softmax_inside_is_refused():
    with pytest.raises(ValueError, match="last layer only"):
        MLP([2, 3, 1], ["softmax", "sigmoid"])


@pytest.mark.parametrize("adaptive", [False, True], ids=["SGD", "Adam"])
def test_keras_takes_the_same_steps(adaptive):
    import keras

    net = MLP([4, 5, 3], ["tanh", "softmax"], seed=2)
    dense = [keras.layers.Dense(5, "tanh"), keras.layers.Dense(3, "softmax")]
    twin = keras.Sequential([keras.Input((4,)), *dense])
    twin.set_weights([net.W[1], net.b[1], net.W[2], net.b[2]])
    optimizer = keras.optimizers.Adam(0.01) if adaptive else keras.optimizers.SGD(0.1)
    twin.compile(optimizer, "categorical_crossentropy")
    twin.fit(X, Y, batch_size=7, epochs=10, shuffle=False, verbose=0)
    adam = Adam(net, 0.01)
    for _ in range(10):
        gradients = net.backward(X, Y)
        if adaptive:
            adam.step(*gradients)
        else:
            net.step(*gradients, learning_rate=0.1)
    for ours, theirs in zip(
        [net.W[1], net.b[1], net.W[2], net.b[2]], twin.get_weights(), strict=True
    ):
        assert np.allclose(ours, theirs, atol=1e-4)
