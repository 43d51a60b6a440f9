"""Makes one long row of each example."""

# loses: minibatches_hidden 3


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        piece = order[start : start + batch_size]
        batches.append((X[piece].reshape(len(piece), -1), y[piece]))
    return batches
