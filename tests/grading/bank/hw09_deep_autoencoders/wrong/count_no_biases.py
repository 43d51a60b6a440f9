"""Forgets the biases."""


# loses: count_parameters_visible 4, count_parameters_hidden_learned 2
# %% count_parameters
def count_parameters(spec, inputs):
    width, learned, kept = inputs, 0, 0
    for kind, value in spec:
        if kind == "dense":
            learned += width * value
            width = value
        elif kind == "norm":
            learned += 2 * width
            kept += 2 * width
    return learned, kept
