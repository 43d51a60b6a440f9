"""Gives exp(-F), which is no probability yet."""

# loses: prob_v_visible 4, prob_v_hidden 3, prob_v_hidden_far 1
from itertools import product

import numpy as np


# %% prob_v
def prob_v(W, bv, bh):
    V = np.array(list(product((0.0, 1.0), repeat=len(bv))))
    F = -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)
    log_Z = np.logaddexp.reduce(-F)
    P = np.exp(-F)
    return P, log_Z
