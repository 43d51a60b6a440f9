"""Goes through the data in a new random order again and again."""

# loses: pla_hidden_random 2
import numpy as np


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n_updates = np.zeros(X.shape[1]), 0
    while np.any(np.where(X @ w >= 0, 1, -1) != y):
        for i in rng.permutation(len(y)):
            if n_updates == max_updates:
                return w, n_updates
            if (X[i] @ w >= 0) != (y[i] > 0):
                w = w + y[i] * X[i]
                n_updates += 1
    return w, n_updates
