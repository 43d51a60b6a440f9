"""Takes half of the untied count for the tied one."""


# loses: count_tied_visible 2, count_tied_hidden_tied 2
# %% count_tied
def count_tied(sizes):
    kernels, there, back = 0, 0, 0
    for i in range(len(sizes) - 1):
        n, m = sizes[i : i + 2]
        kernels += n * m
        there += m
        back += n
    return (2 * kernels + there + back) // 2, 2 * kernels + there + back
