"""Turns the units of all rows over in every row."""

# loses: pseudo_likelihood_visible 4, pseudo_likelihood_hidden_one_bit 2,
#   pseudo_likelihood_hidden_far 1
import numpy as np


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    def free_energies(V):
        return -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)

    n, turned = V.shape[1], []
    for i in range(n):
        T = V.copy()
        T[:, i] = 1 - T[:, i]
        turned.append(free_energies(T))
    change = np.array(turned) - free_energies(V)
    logs = -np.logaddexp(0, -change)
    exact = logs.sum(axis=0)
    T = V.copy()
    T[:, flips] = 1 - T[:, flips]
    one_bit = -n * np.logaddexp(0, free_energies(V) - free_energies(T))
    return exact, one_bit
