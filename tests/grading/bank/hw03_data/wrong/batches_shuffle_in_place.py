"""Shuffles X and y themselves."""

# loses: minibatches_visible 4, minibatches_hidden 3, minibatches_hidden_random 3
import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    order = np.arange(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        piece = order[start : start + batch_size]
        batches.append((X[piece], y[piece]))
    return batches
