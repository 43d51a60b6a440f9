"""Is written for one hidden layer."""


# loses: n_params_visible 3, n_params_hidden 3, n_params_hidden_ends 2
# %% n_params
def n_params(sizes):
    d, h, k = sizes
    return d * h + h + h * k + k
