"""Walks from a random start to the next wrong example."""

# loses: pla_hidden_random 2
import numpy as np


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n_updates = np.zeros(X.shape[1]), 0
    while max_updates is None or n_updates < max_updates:
        scores = X @ w
        wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
        if len(wrong) == 0:
            break
        i = wrong[np.searchsorted(wrong, rng.integers(len(y))) % len(wrong)]
        w = w + y[i] * X[i]
        n_updates += 1
    return w, n_updates
