"""Fails when there is no layer."""


# loses: n_params_hidden_ends 2
# %% n_params
def n_params(sizes):
    total = (sizes[0] + 1) * sizes[1]
    for i in range(2, len(sizes)):
        total += (sizes[i - 1] + 1) * sizes[i]
    return total
