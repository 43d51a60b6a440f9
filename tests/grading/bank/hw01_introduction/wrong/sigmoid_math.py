"""Takes math.exp, which knows single numbers only."""

# loses: sigmoid_visible 5, sigmoid_hidden 3, sigmoid_hidden_stable 4
# %% sigmoid
import math


def sigmoid(u):
    return 1 / (1 + math.exp(-u))
