"""Brings w_star to length one in place."""

# loses: novikoff_bound_hidden 3
import numpy as np


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    longest = np.linalg.norm(X, axis=1).max()
    w_star /= np.linalg.norm(w_star) or 1
    smallest = (y * (X @ w_star)).min()
    if smallest <= 0:
        return np.inf
    return (longest * np.linalg.norm(w_star) / smallest) ** 2
