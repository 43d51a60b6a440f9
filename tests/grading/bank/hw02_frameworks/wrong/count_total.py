"""Returns the total, not the count of each layer."""

# loses: count_parameters_visible 3, count_parameters_hidden 3,
#   count_parameters_hidden_shapes 2
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, total = input_shape, 0
    for layer in layers:
        if layer["kind"] == "flatten":
            shape = (int(np.prod(shape)),)
        if layer["kind"] == "dense":
            total += (shape[-1] + layer.get("bias", True)) * layer["units"]
            shape = (*shape[:-1], layer["units"])
    return total
