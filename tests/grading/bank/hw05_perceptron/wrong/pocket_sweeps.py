"""Goes through the data in a new random order again and again."""

# loses: pocket_hidden_random 2
import numpy as np


# %% pocket
def pocket(X, y, rng, max_updates=1000):
    def errors(w):
        return int(np.sum(np.where(X @ w >= 0, 1, -1) != y))

    w, n = np.zeros(X.shape[1]), 0
    best = w, errors(w), 0
    while n < max_updates and best[1] > 0:
        for i in rng.permutation(len(y)):
            if n == max_updates or best[1] == 0:
                break
            if (X[i] @ w >= 0) != (y[i] > 0):
                w, n = w + y[i] * X[i], n + 1
                if errors(w) < best[1]:
                    best = w, errors(w), n
    return best
