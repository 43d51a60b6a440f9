"""The last fold gets all that is left over."""

# loses: kfold_indices_hidden 4
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    order, size = rng.permutation(n), n // k
    groups = [order[i * size : (i + 1) * size] for i in range(k - 1)]
    groups.append(order[(k - 1) * size :])
    return [(np.setdiff1d(order, test), test) for test in groups]
