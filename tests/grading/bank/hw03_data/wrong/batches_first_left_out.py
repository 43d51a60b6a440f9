"""Begins with the second example."""

# loses: minibatches_visible 4, minibatches_hidden 3, minibatches_hidden_random 3


# %% minibatches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    batches = []
    for start in range(1, len(X), batch_size):
        piece = order[start : start + batch_size]
        batches.append((X[piece], y[piece]))
    return batches
