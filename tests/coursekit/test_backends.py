"""What chapters write runs on each of the three backends."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

RECIPE = """
import keras, numpy as np
from coursekit.backends import gradients

net = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, "tanh")])
net.set_weights([np.arange(6.0).reshape(2, 3) / 5, np.zeros(3)])
unused = keras.Variable([1.0])
X = np.array([[1.0, 2.0], [0.0, 1.0]], "float32")


def loss():
    return keras.ops.mean(net(X) ** 2)


value, (W, b, none) = gradients(loss, [*net.trainable_variables, unused])
assert none.tolist() == [0.0]
before = net.get_weights()
for n, gradient in enumerate((W, b)):
    for at in np.ndindex(gradient.shape):
        moved = [w.copy() for w in before]
        sides = []
        for push in (1e-2, -1e-2):
            moved[n][at] = before[n][at] + push
            net.set_weights(moved)
            sides.append(float(loss()))
        measured = (sides[0] - sides[1]) / 2e-2
        assert abs(measured - gradient[at]) < 1e-3, (n, at, measured, gradient[at])
print("agree")
"""


CHAPTER = """
import tempfile
import warnings
import numpy as np
from coursekit import run

with run.quiet():
    import keras
with run.quiet():  # a second set-up changes nothing more
    pass
warnings.filterwarnings("error", module="__main__", append=True)  # a reader sees them
net = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
speed = {"steps_per_execution": 50, "jit_compile": False}
net.compile(keras.optimizers.SGD(0.1), "mse", **speed)
assert net.jit_compile == (keras.backend.backend() == "jax")
X = np.ones((64, 2), "float32")
past = net.fit(X, 3 * X[:, :1], batch_size=1, epochs=3, verbose=0)
assert past.history["loss"][-1] < 1e-3
assert np.allclose(np.asarray(net(X)), 3, atol=0.1)
mine = np.array(net(X), dtype="float64")
mine[:] = 0
assert np.asarray(net(X)).any() and float(net(X)[0, 0]) > 2
with tempfile.TemporaryDirectory() as folder:
    net.save(folder + "/net.keras")
    assert keras.saving.load_model(folder + "/net.keras").optimizer.name == "sgd"
print("agree")
"""


def run_on(backend, recipe):
    """Run the recipe in a fresh Python with that backend."""
    if not find_spec(backend):
        pytest.skip(f"{backend} is not installed here")
    environment = {**os.environ, "KERAS_BACKEND": backend}
    return subprocess.run(
        [sys.executable, "-c", recipe], env=environment, capture_output=True, text=True
    )


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_a_chapter_written_for_tensorflow_runs(backend):
    done = run_on(backend, CHAPTER)
    assert done.stdout == "agree\n", done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_the_gradients_are_those_that_differences_measure(backend):
    done = run_on(backend, RECIPE)
    assert done.stdout == "agree\n", done.stderr
