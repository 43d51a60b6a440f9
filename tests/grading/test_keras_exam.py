"""Assignments that build networks: a Keras model crosses as data and is one here."""

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
