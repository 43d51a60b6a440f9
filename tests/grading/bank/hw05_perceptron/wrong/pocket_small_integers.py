"""Keeps the counts of errors in one byte."""

# loses: pocket_hidden 3
import numpy as np


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w, fewest = np.zeros(X.shape[1]), np.inf
    for update in range(max_updates + 1):
        scores = X @ w
        wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
        errors = np.uint8(len(wrong) % 256)
        if errors < fewest:
            best, fewest, found_at = w, int(errors), update
        if fewest == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
    return best, fewest, found_at
