"""Counts in 32 bits, where 2,500,050,000 does not fit."""

# loses: count_parameters_hidden_shapes 2
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = list(input_shape), []
    for layer in layers:
        count = np.int32(0)
        if layer["kind"] == "flatten":
            shape = [int(np.prod(shape))]
        elif layer["kind"] == "dense":
            weights = np.int32(shape[-1] + layer.get("bias", True))
            with np.errstate(over="ignore"):
                count = weights * np.int32(layer["units"])
            shape[-1] = layer["units"]
        counts.append(count)
    return np.array(counts)
