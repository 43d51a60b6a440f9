"""Exchanges each example with any other: some orders come more often."""

# loses: minibatches_hidden_random 3
import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = np.arange(len(X))
    for i, j in enumerate(rng.integers(len(X), size=len(X))):
        order[[i, j]] = order[[j, i]]
    pieces = [order[i : i + batch_size] for i in range(0, len(X), batch_size)]
    return [(X[piece], y[piece]) for piece in pieces]
