"""Returns the last weights and their errors."""

# loses: pocket_visible 7, pocket_hidden 3, pocket_hidden_found_at 3
import numpy as np


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = np.zeros(X.shape[1])
    for update in range(max_updates + 1):
        predicted = np.where(X @ w >= 0, 1, -1)
        wrong = np.flatnonzero(predicted != y)
        if len(wrong) == 0 or update == max_updates:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
    return w, len(wrong), update
