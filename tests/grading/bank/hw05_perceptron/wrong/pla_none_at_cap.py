"""Returns nothing when the limit is reached."""

# loses: pla_hidden_cap 3
import numpy as np


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n_updates = np.zeros(X.shape[1]), 0
    while max_updates is None or n_updates < max_updates:
        wrong = np.flatnonzero(np.where(X @ w >= 0, 1, -1) != y)
        if len(wrong) == 0:
            return w, n_updates
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
        n_updates += 1
