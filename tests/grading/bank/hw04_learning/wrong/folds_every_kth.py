"""Every k-th index, without a shuffle."""

# loses: kfold_indices_hidden_random 3
import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    order = np.arange(n)
    return [(order[order % k != i], order[order % k == i]) for i in range(k)]
