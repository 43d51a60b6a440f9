"""What `check.diagnose` promises: a sound network passes, a sick one hears why."""

import numpy as np
import pytest
from coursekit import check

keras = pytest.importorskip("keras")
rng = np.random.default_rng(3)
X = rng.normal(size=(200, 4)).astype("float32")
LABELS = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0).astype(int)


def network(rate=0.01, **first):
    keras.utils.set_random_seed(1)
    first = {"activation": "relu"} | first
    layers = [keras.Input((4,)), keras.layers.Dense(32, **first)]
    model = keras.Sequential([*layers, keras.layers.Dense(3, activation="softmax")])
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    return model


def troubles(model, X, y):
    """The findings that are not well, in words."""
    return [finding.what for finding in check.diagnose(model, X, y) if not finding.ok]


def test_a_sound_network_on_sound_data_has_no_trouble():
    assert troubles(network(), X, LABELS) == []


def test_the_model_keeps_its_weights():
    model = network()
    before = model.get_weights()
    check.diagnose(model, X, LABELS)
    for weight, old in zip(model.get_weights(), before, strict=True):
        assert np.array_equal(weight, old)


def test_a_value_that_is_no_number_is_found_first():
    broken = X.copy()
    broken[7, 2] = np.nan
    assert troubles(network(), broken, LABELS)[0].startswith(
        "X: 1 of 800 values are nan"
    )


def test_inputs_of_a_wrong_size_are_named():
    assert any("values up to" in told for told in troubles(network(), 300 * X, LABELS))


def test_labels_that_count_from_one_are_named():
    assert troubles(network(), X, LABELS + 1) == ["y: labels 1 to 3 for 3 outputs"]


def test_targets_that_would_be_stretched_are_named():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    (told,) = troubles(model, X, X[:, 0])
    assert told == "outputs (1,) per example, targets ()"


def test_a_learning_rate_that_is_far_too_small_or_too_large_is_named():
    for rate in (1e-7, 5.0):
        told = troubles(network(rate), X, LABELS)
        assert any("a step moves weights" in one for one in told), rate


def test_units_without_a_life_are_named():
    dead = network(bias_initializer=keras.initializers.Constant(-50))
    told = troubles(dead, X, LABELS)
    assert any("of the units never change" in one for one in told)


def test_a_model_that_is_not_compiled_gets_a_sentence():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    with pytest.raises(ValueError, match="compile the model first"):
        check.diagnose(model, X, LABELS)
