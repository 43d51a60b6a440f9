"""Flattens pictures as if they were square."""


# loses: count_parameters_hidden_shapes 2
# %% count_parameters
def count_parameters(input_shape, layers):
    shape, counts = input_shape, []
    for layer in layers:
        count = 0
        if layer["kind"] == "flatten":
            shape = (shape[0] ** len(shape),)
        if layer["kind"] == "dense":
            count = (shape[-1] + layer.get("bias", True)) * layer["units"]
            shape = (*shape[:-1], layer["units"])
        counts.append(count)
    return counts
