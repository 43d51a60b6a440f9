"""Takes batch_size for the number of batches."""

# loses: minibatches_visible 4, minibatches_hidden 3
import numpy as np


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    return [(X[piece], y[piece]) for piece in np.array_split(order, batch_size)]
