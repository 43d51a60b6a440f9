"""Counts one bias for each input, not for each unit."""

# loses: count_parameters_visible 3, count_parameters_hidden 3,
#   count_parameters_hidden_shapes 2
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = input_shape, []
    for layer in layers:
        count = 0
        if layer["kind"] == "flatten":
            shape = (int(np.prod(shape)),)
        if layer["kind"] == "dense":
            count = shape[-1] * (layer["units"] + layer.get("bias", True))
            shape = (*shape[:-1], layer["units"])
        counts.append(count)
    return counts
