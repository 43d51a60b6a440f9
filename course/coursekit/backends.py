"""What differs between TensorFlow, JAX and PyTorch, when Keras computes on one of them.

`gradients` asks the framework for gradients: TensorFlow keeps a tape of what is
computed, JAX transforms the function, PyTorch remembers the graph on its tensors.
`smooth` lets the chapters run on all three as they are written. Keras is loaded when
it is first needed.
"""

import sys
import warnings

import numpy as np


def gradients(loss, weights):
    """Return the value of `loss()` and its gradient in each of `weights`, as arrays.

    `loss` takes no argument and gives one number, computed with `keras.ops` and
    layers; `weights` are Keras variables such as `model.trainable_variables`.

    >>> import keras
    >>> w = keras.Variable([3.0, -1.0])
    >>> value, (slope,) = gradients(lambda: keras.ops.sum(w * w), [w])
    >>> value, slope.tolist()
    (10.0, [6.0, -2.0])
    """
    import keras

    tool = {"tensorflow": _tensorflow, "jax": _jax, "torch": _torch}
    backend = keras.backend.backend()
    if backend not in tool:
        raise NotImplementedError(f"gradients: the backend {backend} has none.")
    value, found = tool[backend](loss, list(weights))
    return float(value), [np.asarray(gradient) for gradient in found]


def smooth():
    """Have JAX and PyTorch take what chapters write for TensorFlow; may be repeated.

    For a Keras that is loaded already. Two arguments of `compile` ask for speed alone:
    many `steps_per_execution` JAX would compile into one enormous program, and PyTorch
    refuses, so each takes one; `jit_compile=False` spares TensorFlow its slower
    compiler, but JAX its only one, so Keras decides. And PyTorch lets NumPy read a
    tensor only if no gradient can reach it, and warns when Python makes it a number;
    here both read the values of any.
    """
    keras = sys.modules.get("keras")
    backend = keras.backend.backend() if keras else "tensorflow"
    if backend != "tensorflow":
        _leave_speed_to_keras(keras.Model)
    if backend == "torch":
        _let_numpy_read(sys.modules["torch"].Tensor)


def _leave_speed_to_keras(model):
    """Wrap compile so that it ignores what was chosen for TensorFlow's speed.

    Where it is defined, for a model whose own class has another one is loaded from a
    file without its optimiser.
    """
    owner = next(parent for parent in model.__mro__ if "compile" in vars(parent))
    original = owner.compile
    if hasattr(original, "wrapped"):
        return

    def compile(self, *arguments, steps_per_execution=1, jit_compile="auto", **options):
        return original(self, *arguments, **options)

    compile.wrapped = original
    owner.compile = compile


def _let_numpy_read(tensor):
    """Wrap the conversion to an array so that it leaves the gradient behind."""
    original = tensor.__array__
    if hasattr(original, "wrapped"):
        return

    def array(self, dtype=None, copy=None):
        """NumPy 2 says whether it wants a copy, which PyTorch does not expect."""
        return np.array(original(self.detach().cpu()), dtype=dtype, copy=copy)

    array.wrapped = original
    tensor.__array__ = array
    warnings.filterwarnings("ignore", "Converting a tensor with requires_grad")


def _tensorflow(loss, weights):
    import tensorflow as tf

    values = [weight.value for weight in weights]
    with tf.GradientTape() as tape:
        value = loss()
    return value, tape.gradient(value, values, unconnected_gradients="zero")


def _jax(loss, weights):
    import jax
    import keras

    def of_values(values):
        """The loss as a function of plain values: JAX knows no variables."""
        with keras.StatelessScope(
            state_mapping=list(zip(weights, values, strict=True))
        ):
            return loss()

    return jax.value_and_grad(of_values)([weight.value for weight in weights])


def _torch(loss, weights):
    import torch

    value = loss()
    values = [weight.value for weight in weights]
    found = torch.autograd.grad(value, values, allow_unused=True)
    pairs = zip(found, values, strict=True)
    whole = [torch.zeros_like(v) if g is None else g for g, v in pairs]
    return value.detach(), [gradient.detach().cpu().numpy() for gradient in whole]
