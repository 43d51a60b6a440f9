"""Does not divide the margin by the length of w_star."""

# loses: novikoff_bound_visible 3, novikoff_bound_hidden 3
import numpy as np


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    longest = np.linalg.norm(X, axis=1).max()
    smallest = (y * (X @ w_star)).min()
    if smallest <= 0:
        return np.inf
    return (longest / smallest) ** 2
