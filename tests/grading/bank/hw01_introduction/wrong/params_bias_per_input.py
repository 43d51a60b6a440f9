"""Counts a bias for each input of a layer, not for each unit."""


# loses: n_params_visible 3, n_params_hidden 3, n_params_hidden_ends 2
# %% n_params
def n_params(sizes):
    return sum(sizes[i] * (sizes[i + 1] + 1) for i in range(len(sizes) - 1))
