"""Makes all batches about equally large."""

# loses: minibatches_hidden 3
import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    count = -(-len(X) // batch_size)
    return [(X[piece], y[piece]) for piece in np.array_split(order, count)]
