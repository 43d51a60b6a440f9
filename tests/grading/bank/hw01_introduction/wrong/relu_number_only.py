"""Works for a single number only."""


# loses: relu_visible 3, relu_hidden 3
# %% relu
def relu(u):
    return max(u, 0)
