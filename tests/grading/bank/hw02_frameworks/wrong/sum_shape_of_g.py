"""Returns g as it is."""


# loses: sum_vjp_visible 4, sum_vjp_hidden 3, sum_vjp_hidden_axes 3
# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    return g
