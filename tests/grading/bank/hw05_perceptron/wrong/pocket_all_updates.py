"""Returns how many updates were made, not when the best was found."""

# loses: pocket_visible 7, pocket_hidden_found_at 3
import numpy as np


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    w = np.zeros(X.shape[1])
    fewest = len(y) + 1
    update = 0
    while True:
        predicted = np.where(X @ w >= 0, 1, -1)
        wrong = np.flatnonzero(predicted != y)
        if len(wrong) < fewest:
            best, fewest = w, len(wrong)
        if len(wrong) == 0 or update == max_updates:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
        update += 1
    return best, fewest, update
