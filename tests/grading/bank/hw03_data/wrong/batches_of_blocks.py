"""Shuffles the batches, but not the examples between them."""

# loses: minibatches_hidden_random 3


# %% minibatches
def minibatches(X, y, batch_size, rng):
    starts = list(range(0, len(X), batch_size))
    if len(X) % batch_size == 0:
        rng.shuffle(starts)
    return [(X[s : s + batch_size], y[s : s + batch_size]) for s in starts]
