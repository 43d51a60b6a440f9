"""Lets a dense layer work on the first axis."""

# loses: count_parameters_hidden_shapes 2
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = tuple(input_shape), []
    for layer in layers:
        count = 0
        if layer["kind"] == "flatten":
            shape = (int(np.prod(shape)),)
        if layer["kind"] == "dense":
            count = (shape[0] + layer.get("bias", True)) * layer["units"]
            shape = (layer["units"], *shape[1:])
        counts.append(count)
    return counts
