"""Calls one size a layer."""


# loses: n_params_hidden_ends 2
# %% n_params
def n_params(sizes):
    if len(sizes) == 1:
        return sizes[0]
    return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))
