"""Works on a copy of rng, so that each run draws the same."""

# loses: pla_hidden_random 2
# %% pla
import copy

import numpy as np


def pla(X, y, rng, max_updates=None):
    rng = copy.deepcopy(rng)
    w, n_updates = np.zeros(X.shape[1]), 0
    while max_updates is None or n_updates < max_updates:
        scores = X @ w
        wrong = np.flatnonzero(np.where(scores >= 0, 1, -1) != y)
        if len(wrong) == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
        n_updates += 1
    return w, n_updates
