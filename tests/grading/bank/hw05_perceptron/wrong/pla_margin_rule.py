"""Updates until every score is strictly on its side."""

# loses: pla_visible 8, pla_hidden_update 4
import numpy as np


# %% pla
def pla(X, y, rng, max_updates=None):
    w = np.zeros(X.shape[1])
    n_updates = 0
    while max_updates is None or n_updates < max_updates:
        wrong = np.flatnonzero(y * (X @ w) <= 0)
        if len(wrong) == 0:
            break
        i = rng.choice(wrong)
        w = w + y[i] * X[i]
        n_updates += 1
    return w, n_updates
