"""Takes the logarithm of a sigmoid for 0 from a score of 5 on."""

# loses: pseudo_likelihood_hidden_far 1
import numpy as np


# %% pseudo_likelihood
def pseudo_likelihood(V, flips, W, bv, bh):
    def free_energies(V):
        return -V @ bv - np.logaddexp(0, V @ W + bh).sum(axis=1)

    units = np.arange(len(bv))
    turned = [free_energies(np.where(units == i, 1 - V, V)) for i in units]
    x = np.array(turned) - free_energies(V)
    logs = np.where(x > 5, 0, -np.logaddexp(0, -x))
    return logs.sum(axis=0), len(bv) * logs[flips, np.arange(len(V))]
