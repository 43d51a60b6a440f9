"""Counts the weights of the encoder only, as if the decoder used them again."""

# loses: count_parameters_visible 2, count_parameters_hidden 2,
#   count_parameters_hidden_any 2


# %% count_parameters
def count_parameters(sizes):
    half = len(sizes) // 2
    weights = sum(sizes[k] * sizes[k + 1] for k in range(half))
    return weights + sum(sizes[1:])
