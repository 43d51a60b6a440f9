"""Sorts the examples of each batch."""

# loses: minibatches_hidden_random 3
import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    pieces = [np.sort(order[i : i + batch_size]) for i in range(0, len(X), batch_size)]
    return [(X[piece], y[piece]) for piece in pieces]
