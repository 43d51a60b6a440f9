"""Does not look whether w_star separates the data."""

# loses: novikoff_bound_visible 3, novikoff_bound_hidden_inf 2
import numpy as np


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    longest = np.linalg.norm(X, axis=1).max()
    smallest = (y * (X @ w_star)).min()
    return (longest * np.linalg.norm(w_star) / smallest) ** 2
