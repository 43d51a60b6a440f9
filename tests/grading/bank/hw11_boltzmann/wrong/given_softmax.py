"""Lets the units of a side compete, as classes do."""

# loses: conditionals_visible 4, conditionals_hidden 2, conditionals_hidden_down 2,
#   conditionals_hidden_far 2
import numpy as np


# %% conditionals
def conditionals(V, H, W, bv, bh):
    def sigmoid(z):
        return np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])

    return sigmoid(V @ W + bh), sigmoid(H @ W.T + bv)
