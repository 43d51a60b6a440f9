"""Doubles the tied count, biases and all."""


# loses: count_tied_visible 2, count_tied_hidden_untied 2
# %% count_tied
def count_tied(sizes):
    kernels, there, back = 0, 0, 0
    for i in range(len(sizes) - 1):
        n, m = sizes[i : i + 2]
        kernels += n * m
        there += m
        back += n
    return kernels + there + back, 2 * (kernels + there + back)
