"""Shuffles only inside the batches."""

# loses: minibatches_hidden_random 3
import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = np.arange(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        piece = order[start : start + batch_size]
        rng.shuffle(piece)
        batches.append((X[piece], y[piece]))
    return batches
