"""Ask a framework for gradients, whichever of the three computes for Keras.

TensorFlow keeps a tape of what is computed, JAX transforms the function, PyTorch
remembers the graph on its tensors. `gradients` hides which, so that a comparison with
gradients made by hand runs everywhere. Keras is loaded when it is first needed.
"""

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
        with keras.StatelessScope(state_mapping=list(zip(weights, values, strict=True))):
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
