"""Works on a copy of rng, so that every epoch has the same order."""

# loses: minibatches_hidden_random 3

# %% minibatches
import copy


def minibatches(X, y, batch_size, rng):
    order = copy.deepcopy(rng).permutation(len(X))
    pieces = [order[i : i + batch_size] for i in range(0, len(X), batch_size)]
    return [(X[piece], y[piece]) for piece in pieces]
