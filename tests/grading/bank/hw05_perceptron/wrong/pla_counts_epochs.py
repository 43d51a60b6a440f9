"""Counts sweeps over the data, not updates."""

# loses: pla_visible 8, pla_hidden_count 3, pla_hidden_cap 3, pla_hidden_random 2
import numpy as np


# %% pla
def pla(X, y, rng, max_updates=None):
    w, epochs = np.zeros(X.shape[1]), 0
    while max_updates is None or epochs < max_updates:
        changed = False
        for i in rng.permutation(len(y)):
            if (1 if X[i] @ w >= 0 else -1) != y[i]:
                w, changed = w + y[i] * X[i], True
        if not changed:
            break
        epochs += 1
    return w, epochs
