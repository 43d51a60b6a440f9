"""Takes a small margin for none."""

# loses: novikoff_bound_hidden 3
import numpy as np


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    smallest = np.min(y * (X @ w_star))
    if smallest <= 1e-9:
        return np.inf
    longest = np.max(np.linalg.norm(X, axis=1))
    return float((longest * np.linalg.norm(w_star) / smallest) ** 2)
