"""Repeats the numbers of g in the order of memory until a is full."""

# loses: sum_vjp_visible 4, sum_vjp_hidden 3, sum_vjp_hidden_axes 3
import numpy as np


# %% sum_vjp
def sum_vjp(a, axis, keepdims, g):
    return np.resize(g, a.shape)
