"""Begins at 0, where sizes[-1] is the last size."""


# loses: n_params_visible 3, n_params_hidden 3, n_params_hidden_ends 2
# %% n_params
def n_params(sizes):
    return sum((sizes[i - 1] + 1) * sizes[i] for i in range(len(sizes)))
