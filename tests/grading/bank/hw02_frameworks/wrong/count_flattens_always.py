"""Flattens in front of every dense layer."""

# loses: count_parameters_hidden_shapes 2
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    width, counts = int(np.prod(input_shape)), []
    for layer in layers:
        count = 0
        if layer["kind"] == "dense":
            count = (width + layer.get("bias", True)) * layer["units"]
            width = layer["units"]
        counts.append(count)
    return counts
