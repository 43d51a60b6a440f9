"""Does not take the starting weights for a candidate."""

# loses: pocket_hidden_found_at 3, pocket_hidden_last 3
import numpy as np


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = np.zeros(X.shape[1])
    fewest = len(y) + 1
    best, found_at = w, 0
    for update in range(max_updates + 1):
        predicted = np.where(X @ w >= 0, 1, -1)
        wrong = np.flatnonzero(predicted != y)
        if update > 0 and len(wrong) < fewest:
            best, fewest, found_at = w, len(wrong), update
        if len(wrong) == 0 and update > 0:
            break
        i = rng.choice(wrong if len(wrong) else len(y))
        w = w + y[i] * X[i]
    return best, fewest, found_at
