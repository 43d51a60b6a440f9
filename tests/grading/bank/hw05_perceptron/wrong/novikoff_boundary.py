"""Takes weights of zero and examples on the boundary for separating."""

# loses: novikoff_bound_hidden_inf 2
import numpy as np


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    longest = np.linalg.norm(X, axis=1).max()
    smallest = (y * (X @ w_star)).min()
    if smallest < 0:
        return np.inf
    smallest = max(smallest, 1e-100)
    return (longest * np.linalg.norm(w_star) / smallest) ** 2
