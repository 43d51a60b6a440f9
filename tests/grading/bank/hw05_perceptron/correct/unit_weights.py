"""Divides the weights by their length before it takes the scores."""

import numpy as np


# %% novikoff_bound
def novikoff_bound(X, y, w_star):
    length = np.linalg.norm(w_star)
    unit = w_star / length if length > 0 else w_star
    gamma = min(y * (X @ unit))
    if not gamma > 0:
        return np.inf
    return (max(np.linalg.norm(X, axis=1)) / gamma) ** 2
