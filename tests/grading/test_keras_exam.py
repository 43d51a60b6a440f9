"""Assignments that build networks: a Keras model crosses as data and is one here."""

import resource
import time

import pytest
from grading.exams import Room

from autograder.sitting import Limits

pytestmark = pytest.mark.slow
PATIENT = Limits(cell_seconds=60, submission_seconds=120)
LOCKED = "import numpy as np\nimport keras"
STUDENT = """
import keras, numpy as np
def build(inputs, hidden, classes):
    return keras.Sequential([
        keras.layers.Input((inputs,)),
        keras.layers.Dense(hidden, activation="relu"),
        keras.layers.Dense(classes, activation="softmax"),
    ])
def functional(inputs):
    x = keras.Input((inputs,)); y = keras.layers.Dense(2)(x)
    model = keras.Model(x, y)
    model.compile(optimizer="sgd", loss="mse")
    return model
def predict(model, X):
    return model(X)
def with_code():
    code = keras.layers.Lambda(lambda x: x)
    return keras.Sequential([keras.layers.Input((2,)), code])
class Own(keras.Model):
    def __init__(self):
        super().__init__(); self.d = keras.layers.Dense(3)
    def call(self, x):
        return self.d(x)
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("room"), "numpy", "keras")
    yield room
    room.zygote.close()


def points(room, *tests):
    return room.points(STUDENT, *tests, locked=LOCKED, limits=PATIENT)


def test_a_model_that_a_student_builds_is_examined_as_a_model(room):
    test = """
model = build(4, 8, 3)
assert isinstance(model, keras.Model)
assert [layer.units for layer in model.layers] == [8, 3]
assert model.count_params() == 4 * 8 + 8 + 8 * 3 + 3
check.shape(model.predict(np.ones((5, 4)), verbose=0), (5, 3), 'the output')
"""
    assert points(room, test) == [4]


def test_its_weights_and_its_compilation_cross_too(room):
    test = """
model = functional(3)
assert model.loss == 'mse' and type(model.optimizer).__name__ == 'SGD'
X = np.ones((2, 3), 'float32')
check.close(predict(model, X), model(X), 'the output', kind='float32')
"""
    assert points(room, test) == [4]


def test_a_model_with_code_in_it_stays_outside(room):
    message = room.message(STUDENT, "with_code()", locked=LOCKED, limits=PATIENT)
    assert "Lambda" in message


def test_a_students_own_model_class_works_from_where_it_is(room):
    assert points(room, "check.shape(Own()(np.ones((2, 4))), (2, 3), 'Own')") == [4]


MODELS = """
import keras, numpy as np
def layers():
    return [keras.layers.Dense(n, "tanh", name=f"layer_{k}")
            for k, n in enumerate((3, 2, 3, 4))]
def halves(encoding, decoding):
    return (keras.Sequential([keras.Input((4,)), *encoding]),
            keras.Sequential([keras.Input((2,)), *decoding]))
def shared():
    all_of_it = layers()
    first, second = halves(all_of_it[:2], all_of_it[2:])
    return keras.Sequential([first, second]), first, second
def in_other_order():
    whole, first, second = shared()
    return second, first, whole
def cut_out():
    x = y = keras.Input((4,))
    for layer in layers():
        y = layer(y)
    whole = keras.Model(x, y)
    z = code = keras.Input((2,))
    for layer in whole.layers[3:]:
        z = layer(z)
    return whole, keras.Model(x, whole.layers[2].output), keras.Model(code, z)
def alike():
    whole, first, second = shared()
    copies = halves(layers()[:2], layers()[2:])
    copies[0].set_weights(first.get_weights())
    copies[1].set_weights(second.get_weights())
    return whole, *copies
def cloned():
    whole, first, second = shared()
    clone = keras.models.clone_model(second)
    clone.set_weights(second.get_weights())
    return whole, first, clone
def train(model):
    model.set_weights([w + 1 for w in model.get_weights()])
"""
FOLLOWS = """
whole, first, second = {make}()[::{step}]
X = np.ones((2, 4), "float32")
for one in (whole, first, second):
    one.set_weights([np.random.normal(size=w.shape) for w in one.get_weights()])
    check.close(second(first(X)), whole(X), "together", kind="float32")
"""


def follows(room, *makers):
    tests = [
        FOLLOWS.replace("{make}", make).replace("{step}", str(step))
        for make, step in makers
    ]
    return room.points(MODELS, *tests, locked=LOCKED, limits=PATIENT)


def test_models_that_share_their_layers_do_so_here_too(room):
    assert follows(room, ("shared", 1), ("in_other_order", -1), ("cut_out", 1)) == [
        4,
        4,
        4,
    ]


def test_equal_names_and_equal_weights_are_not_shared_layers(room):
    assert follows(room, ("alike", 1), ("cloned", 1)) == [0, 0]


def test_a_layer_is_one_object_in_all_models_of_an_answer(room):
    test = """
whole, first, second = shared()
assert whole.layers[0] is first and first.layers[0] is whole.layers[0].layers[0]
whole, first, second = alike()
assert whole.layers[0] is not first
"""
    assert room.points(MODELS, test, locked=LOCKED, limits=PATIENT) == [4]


def test_a_model_that_is_trained_elsewhere_is_trained_here(room):
    test = """
model = first = shared()[1]
before = model.get_weights()[0]
train(model)
check.close(model.get_weights()[0], before + 1, "the weights", kind="float32")
"""
    assert room.points(MODELS, test, locked=LOCKED, limits=PATIENT) == [4]


def test_layers_that_are_said_to_be_one_and_differ_are_refused(room):
    liar = """
from autograder import networks
networks.Numbers.of = lambda self, layer: 1
"""
    test = "cloned()"
    message = room.message([MODELS, liar], test, locked=LOCKED, limits=PATIENT)
    assert "said to be one" in message


# What a student's process says of a model is its own word: here it is anything.
FORGES = """
import keras
from autograder import networks
SAID = []
networks.take = lambda model, numbers: SAID[-1]
def part(kind, module="keras.layers", **config):
    return dict(module=module, class_name=kind, config=config, registered_name=None)
def function(name, module):
    return dict(module=module, class_name="function", config=name, registered_name=name)
def said(*parts, whole=None):
    config = part("Sequential", "keras", name="s", trainable=True, layers=list(parts),
                  build_input_shape=[None, 2])
    SAID.append([whole or config | {"build_config": {"input_shape": [None, 2]}},
                 None, list(range(len(parts) + 1))])
    return keras.Sequential()
FILE = "<file>"
def looks_up():
    return said(part("StringLookup", name="a", vocabulary=FILE))
def looks_up_within():
    inner = part("StringLookup", name="a", vocabulary=FILE)
    return said(part("TimeDistributed", name="b", layer=inner))
def is_unsafe():
    return said(part("enable_unsafe_deserialization", "keras.config"))
def is_unsafe_by_dots():
    return said(part("config.enable_unsafe_deserialization", "keras"))
def sets_an_option():
    act = function("config.set_epsilon", "keras")
    return said(part("Dense", name="d", units=1, activation=act))
def fetches():
    act = function("get_file", "keras.utils")
    return said(part("Dense", name="d", units=1, activation=act))
def loads_by_dots():
    return said(part("layers.TFSMLayer", "keras", filepath="there", name="t"))
def is_an_array():
    return said(whole=part("__numpy__", None, value=[1.0], dtype="float32"))
def is_a_layer():
    return said(whole=part("Dense", name="d", units=1))
class Asked:
    def __numpy__(self):
        raise SystemExit("it was asked")
def honest():
    return 3
"""
FORGED = {
    "looks_up": "Sequential", "looks_up_within": "Sequential",
    "is_unsafe": "Keras's own", "is_unsafe_by_dots": "Keras's own",
    "sets_an_option": "Keras's own", "fetches": "Keras's own",
    "loads_by_dots": "Keras's own", "is_an_array": "no model",
    "is_a_layer": "no model",
}  # fmt: skip


@pytest.fixture(scope="module")
def forged(room, tmp_path_factory):
    """One exam whose student forges a model in every test, but for the last."""
    file = tmp_path_factory.mktemp("own") / "words.txt"
    file.write_text("a word that only who grades may read")
    tests = {name: f"{name}()" for name in FORGED}
    tests["last"] = "assert honest() == 3 and Asked() is not None"
    tests["settings"] = "assert keras.config.epsilon() == 1e-7"
    student = FORGES.replace("<file>", str(file))
    return room.sit(student, tests, locked=LOCKED, limits=PATIENT).verdicts


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_model_reads_sets_and_loads_nothing(forged, name):
    assert forged[name].points == 0
    assert FORGED[name] in forged[name].message
    assert "a word that only" not in forged[name].message


def test_forged_models_cost_no_other_test_anything(forged):
    assert (forged["last"].points, forged["settings"].points) == (4, 4)


def test_a_model_larger_than_any_memory_costs_its_own_test_alone(room):
    huge = """
def huge():
    return said(part("Dense", name="d", units=10**9))
"""
    tests = {"huge": "huge()", "last": "assert honest() == 3"}
    start = time.monotonic()
    sitting = room.sit([FORGES, huge], tests, locked=LOCKED, limits=PATIENT)
    assert time.monotonic() - start < PATIENT.cell_seconds + 30
    assert [sitting.verdicts[name].points for name in tests] == [0, 4]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 6 * 2**20


def test_a_loss_may_be_one_of_keras_own_functions(room):
    student = """
import keras
def compiled():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(loss=keras.losses.mean_squared_error, metrics=["mae"])
    return model
"""
    test = """
model = compiled()
assert model.loss.__name__ == "mean_squared_error"
assert model.evaluate(np.zeros((3, 2)), np.zeros((3, 1)), verbose=0)[0] == 0
"""
    assert room.points(student, test, locked=LOCKED, limits=PATIENT) == [4]
