"""Returns a list with one number for each layer."""


# loses: n_params_visible 3, n_params_hidden 3, n_params_hidden_ends 2
# %% n_params
def n_params(sizes):
    return [(sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1)]
