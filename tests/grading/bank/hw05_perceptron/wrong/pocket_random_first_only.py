"""Draws the first example only, then always takes the first wrong one."""

# loses: pocket_hidden 3, pocket_hidden_random 2
import numpy as np


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w, fewest = np.zeros(X.shape[1]), np.inf
    for update in range(max_updates + 1):
        scores = X @ w
        wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
        if len(wrong) < fewest:
            best, fewest, found_at = w, len(wrong), update
        if fewest == 0:
            break
        i = rng.choice(wrong) if update == 0 else wrong[0]
        w = w + y[i] * X[i]
    return best, fewest, found_at
