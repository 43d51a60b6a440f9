"""Returns both gradients in the shape of g."""


# loses: arithmetic_vjp_visible 4, arithmetic_vjp_hidden_broadcast 3
# %% arithmetic_vjp
def arithmetic_vjp(op, a, b, g):
    return {"add": (g, g), "subtract": (g, -g), "multiply": (g * b, g * a)}[op]
