"""Returns the sum of both gradients, as in the product rule for one variable."""


# loses: arithmetic_vjp_visible 4, arithmetic_vjp_hidden 3,
#   arithmetic_vjp_hidden_broadcast 3
# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    if op == "multiply":
        return g * b + g * a
    return g + (g if op == "add" else -g)
