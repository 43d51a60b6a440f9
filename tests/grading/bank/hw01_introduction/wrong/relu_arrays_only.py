"""Needs an array: a number has no copy."""


# loses: relu_hidden 3
# %% relu
def relu(u):
    positive = u.copy()
    positive[positive < 0] = 0
    return positive
