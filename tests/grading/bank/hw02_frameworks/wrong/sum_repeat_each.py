"""Repeats every number of g equally often, which is right for the last axes only."""

# loses: sum_vjp_visible 4, sum_vjp_hidden 3, sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    return np.repeat(g, a.size // np.size(g)).reshape(a.shape)
