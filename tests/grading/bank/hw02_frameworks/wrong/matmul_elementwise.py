"""Uses the rule of the product value by value."""


# loses: matmul_vjp_visible 4, matmul_vjp_hidden 2, matmul_vjp_hidden_stacks 2,
#   matmul_vjp_hidden_broadcast 2
# %% matmul_vjp
def matmul_vjp(a, b, g):
    return g * b, g * a
