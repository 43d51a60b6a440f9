"""What is left over is never tested."""

# loses: kfold_indices_visible 4, kfold_indices_hidden 4
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    order, size = rng.permutation(n), n // k
    groups = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.setdiff1d(order, test), test) for test in groups]
