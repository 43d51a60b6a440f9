"""Counts the numbers of the picture as parameters of flatten."""

# loses: count_parameters_visible 3, count_parameters_hidden_shapes 2
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = input_shape, []
    for layer in layers:
        count = 0
        if layer["kind"] == "flatten":
            count = int(np.prod(shape))
            shape = (count,)
        if layer["kind"] == "dense":
            count = (shape[-1] + layer.get("bias", True)) * layer["units"]
            shape = (*shape[:-1], layer["units"])
        counts.append(count)
    return counts
