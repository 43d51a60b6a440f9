"""Chapter 06, what is said about Keras: both versions run."""

import warnings

import keras
import numpy as np
import pytest
from errata.worked import X_ALL, Y_LABELS, one_hot

PROBABILITIES = np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1]])
WHOLE = np.array([0, 1])
ONE_HOT = np.eye(3)[WHOLE]


def twin(use_bias=True):
    """The 2-3-2 network in Keras, compiled."""
    net = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid", use_bias=use_bias),
            keras.layers.Dense(2, activation="sigmoid", use_bias=use_bias),
        ]
    )
    net.compile(keras.optimizers.SGD(), "mean_squared_error")
    return net


def fails(call):
    """Tell whether a call raises; each backend has an error of its own."""
    try:
        call()
    except Exception:
        return True
    return False


def test_b06_w13_two_outputs_need_two_columns_of_targets():
    assert fails(lambda: twin().fit(X_ALL, Y_LABELS * 1.0, batch_size=60, verbose=0))
    assert not fails(
        lambda: twin().fit(X_ALL, one_hot(Y_LABELS), batch_size=60, verbose=0)
    )


def test_b06_w14_the_larger_output_decides():
    said, wanted = (
        np.array([[0.9, 0.8], [0.4, 0.3]]),
        np.array([[1.0, 0.0], [1.0, 0.0]]),
    )
    assert float(keras.metrics.CategoricalAccuracy()(wanted, said)) == 1.0
    assert float(keras.metrics.BinaryAccuracy()(wanted, said)) == 0.5


def test_b06_w15_a_network_begins_with_its_input():
    with pytest.warns(UserWarning, match="input_dim"):
        keras.layers.Dense(3, input_dim=2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert twin().count_params() == 17


def test_b06_w16_sgd_keeps_its_rate_unless_it_gets_a_schedule():
    def rates(optimiser):
        net = twin()
        net.compile(optimiser, "mean_squared_error")
        before = float(optimiser.learning_rate)
        net.fit(X_ALL, one_hot(Y_LABELS), batch_size=60, verbose=0)  # ten steps
        return before, float(optimiser.learning_rate)

    before, after = rates(keras.optimizers.SGD())
    assert before == after == pytest.approx(0.01)
    assert keras.optimizers.SGD().get_config()["momentum"] == 0
    falling = keras.optimizers.schedules.InverseTimeDecay(0.01, 1, 0.5)
    before, after = rates(keras.optimizers.SGD(falling))
    assert after < before / 2


def test_b06_w24_the_twin_has_biases_and_the_program_has_none():
    assert twin().count_params() == 17
    assert twin(use_bias=False).count_params() == 12


def test_lc_w6b_whole_numbers_are_the_sparse_labels():
    dense = keras.losses.CategoricalCrossentropy()
    sparse = keras.losses.SparseCategoricalCrossentropy()
    assert fails(lambda: dense(WHOLE, PROBABILITIES))
    assert fails(lambda: sparse(ONE_HOT, PROBABILITIES))
    right = float(dense(ONE_HOT, PROBABILITIES)), float(sparse(WHOLE, PROBABILITIES))
    assert right[0] == pytest.approx(right[1])


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("parse_categorical_crossentropy", "sparse_categorical_crossentropy"),
        ("mean_squared_logarithmit_error", "mean_squared_logarithmic_error"),
    ],
)
def test_lc_w6c_keras_knows_the_names_that_are_spelt_right(printed, right):
    with pytest.raises(ValueError, match=printed):
        keras.losses.get(printed)
    assert callable(keras.losses.get(right))
