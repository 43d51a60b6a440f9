"""Keeps the weights after the update with the errors before it."""

# loses: pocket_visible 7, pocket_hidden 3, pocket_hidden_random 2
import numpy as np


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = best = np.zeros(X.shape[1])
    fewest, found_at = len(y) + 1, 0
    for update in range(max_updates + 1):
        wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
        errors = len(wrong)
        if errors:
            i = rng.choice(wrong)
            w = w + y[i] * X[i]
        if errors < fewest:
            best, fewest, found_at = w, errors, update
        if errors == 0:
            break
    return best, fewest, found_at
