"""Passes g on unchanged for exp."""


# loses: pointwise_vjp_visible 4, pointwise_vjp_hidden_exp 1
# %% pointwise_vjp
def pointwise_vjp(op, a, g):
    if op == "relu":
        return g * (a > 0)
    return g / a if op == "log" else g
