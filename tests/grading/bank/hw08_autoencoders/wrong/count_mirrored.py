"""Counts the encoder and takes the decoder for its mirror image."""

# loses: count_parameters_hidden_any 2


# %% count_parameters
def count_parameters(sizes):
    half = sizes[: len(sizes) // 2 + 1]
    total = 0
    for k, m in enumerate(half[1:]):
        n = half[k]
        total += 2 * n * m + n + m
    return total
