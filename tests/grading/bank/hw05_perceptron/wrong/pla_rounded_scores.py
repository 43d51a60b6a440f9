"""Rounds the scores to six digits first."""

# loses: pla_hidden_update 4
import numpy as np


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n_updates = np.zeros(X.shape[1]), 0
    while max_updates is None or n_updates < max_updates:
        scores = np.round(X @ w, 6)
        wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
        if len(wrong) == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
        n_updates += 1
    return w, n_updates
