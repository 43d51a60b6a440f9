"""Forgets the other axes behind a dense layer."""

# loses: count_parameters_hidden_shapes 2
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = input_shape, []
    for layer in layers:
        count = 0
        if layer["kind"] == "flatten":
            shape = (int(np.prod(shape)),)
        if layer["kind"] == "dense":
            count = (shape[-1] + layer.get("bias", True)) * layer["units"]
            shape = (layer["units"],)
        counts.append(count)
    return counts
