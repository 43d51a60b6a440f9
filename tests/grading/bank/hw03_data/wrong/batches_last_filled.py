"""Fills the last batch up with the first examples."""

# loses: minibatches_visible 4, minibatches_hidden 3, minibatches_hidden_random 3
import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        piece = np.take(order, range(start, start + batch_size), mode="wrap")
        batches.append((X[piece], y[piece]))
    return batches
