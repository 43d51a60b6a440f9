"""Returns counts for the dense layers only."""

# loses: count_parameters_visible 3, count_parameters_hidden 3,
#   count_parameters_hidden_shapes 2
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = input_shape, []
    for layer in layers:
        if layer["kind"] == "flatten":
            shape = (int(np.prod(shape)),)
        if layer["kind"] == "dense":
            counts.append((shape[-1] + layer.get("bias", True)) * layer["units"])
            shape = (*shape[:-1], layer["units"])
    return counts
