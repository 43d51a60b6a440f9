"""Writes the first row over all others, and all flips are the first."""

# loses: pseudo_likelihood_visible 4, pseudo_likelihood_hidden 3,
#   pseudo_likelihood_hidden_one_bit 2, pseudo_likelihood_hidden_far 1
import numpy as np


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    V[...], flips[...] = V[0], flips[0]
    W[...], bv[...] = 0, 0
    score = -np.log(2) * len(bv)
    return np.full(len(V), score), np.full(len(V), score)
