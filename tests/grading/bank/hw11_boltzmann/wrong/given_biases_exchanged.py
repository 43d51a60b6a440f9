"""Gives each side the biases of the other."""

# loses: conditionals_visible 4, conditionals_hidden 2, conditionals_hidden_down 2,
#   conditionals_hidden_far 2
import numpy as np


# %% conditionals
def conditionals(V, H, W, bv, bh):
    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    return sigmoid(V @ W + bv), sigmoid(H @ W.T + bh)
