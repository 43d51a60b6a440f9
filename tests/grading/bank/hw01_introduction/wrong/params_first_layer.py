"""Returns after the first layer."""


# loses: n_params_visible 3, n_params_hidden 3, n_params_hidden_ends 2
# %% n_params
def n_params(sizes):
    for i in range(1, len(sizes)):
        return (sizes[i - 1] + 1) * sizes[i]
