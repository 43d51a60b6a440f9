"""Starts somewhere and walks on from there."""

# loses: minibatches_hidden_random 3
import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = np.roll(np.arange(len(X)), rng.integers(len(X)))
    batches = []
    for start in range(0, len(X), batch_size):
        piece = order[start : start + batch_size]
        batches.append((X[piece], y[piece]))
    return batches
