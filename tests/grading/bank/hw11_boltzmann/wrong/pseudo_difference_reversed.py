"""Takes the free energies the wrong way round."""

# loses: pseudo_likelihood_visible 4, pseudo_likelihood_hidden 3,
#   pseudo_likelihood_hidden_one_bit 2, pseudo_likelihood_hidden_far 1
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
    logs = -np.logaddexp(0, change)
    exact = logs.sum(axis=0)
    one_bit = n * logs[flips, np.arange(len(V))]
    return exact, one_bit
