"""Ends with the first weights that are better than the start."""

# loses: pocket_hidden 3, pocket_hidden_random 2
import numpy as np


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = np.zeros(X.shape[1])
    fewest = len(y) + 1
    for update in range(max_updates + 1):
        predicted = np.where(X @ w >= 0, 1, -1)
        wrong = np.flatnonzero(predicted != y)
        if len(wrong) < fewest:
            best, fewest, found_at = w, len(wrong), update
        if fewest == 0 or found_at > 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
    return best, fewest, found_at
