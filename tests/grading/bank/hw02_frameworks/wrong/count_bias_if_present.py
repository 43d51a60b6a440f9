"""Takes the entry "bias" for a yes, whatever it says."""

# loses: count_parameters_hidden 3
import numpy as np


# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = input_shape, []
    for layer in layers:
        count = 0
        if layer["kind"] == "flatten":
            shape = (int(np.prod(shape)),)
        if layer["kind"] == "dense":
            bias = "bias" in layer or len(layer) == 2
            count = (shape[-1] + bias) * layer["units"]
            shape = (*shape[:-1], layer["units"])
        counts.append(count)
    return counts
