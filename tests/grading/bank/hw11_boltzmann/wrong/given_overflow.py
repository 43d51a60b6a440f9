"""Divides infinity by infinity for large scores."""

# loses: conditionals_hidden_far 2
import numpy as np


# %% conditionals
def conditionals(V, H, W, bv, bh):
    def sigmoid(z):
        return np.exp(z) / (1 + np.exp(z))

    return sigmoid(V @ W + bh), sigmoid(H @ W.T + bv)
