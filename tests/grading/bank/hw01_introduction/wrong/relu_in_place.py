"""Writes the zeros into the input."""


# loses: relu_visible 3, relu_hidden 3
# %% relu
def relu(u):
    u[u < 0] = 0
    return u
