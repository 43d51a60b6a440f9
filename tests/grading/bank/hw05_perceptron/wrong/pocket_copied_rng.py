"""Works on a copy of rng, so that each run draws the same."""

# loses: pocket_hidden_random 2
# %% pocket
import copy

import numpy as np


def pocket(X, y, rng, max_updates=1000):
    rng = copy.deepcopy(rng)
    w, fewest = np.zeros(X.shape[1]), np.inf
    for update in range(max_updates + 1):
        scores = X @ w
        wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
        if len(wrong) < fewest:
            best, fewest, found_at = w, len(wrong), update
        if fewest == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
    return best, fewest, found_at
