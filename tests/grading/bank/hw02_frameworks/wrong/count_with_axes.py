"""Counts own weights for every row of the example."""

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
            count = (int(np.prod(shape)) + layer.get("bias", True)) * layer["units"]
            shape = (*shape[:-1], layer["units"])
        counts.append(count)
    return counts
