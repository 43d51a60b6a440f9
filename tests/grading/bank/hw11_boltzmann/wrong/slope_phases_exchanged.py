"""Takes machine minus data and so forgets what it sees."""

# loses: exact_gradient_visible 5, exact_gradient_hidden 4,
#   exact_gradient_hidden_biases 3
from itertools import product

import numpy as np


# %% exact_gradient
def exact_gradient(V, W, bv, bh):
    states = np.array(list(product((0.0, 1.0), repeat=len(bv))))
    minus_F = states @ bv + np.logaddexp(0, states @ W + bh).sum(axis=1)
    P = np.exp(minus_F - np.logaddexp.reduce(minus_F))

    def averages(rows, share):
        ph = 0.5 + 0.5 * np.tanh((rows @ W + bh) / 2)
        return rows.T @ (share[:, None] * ph), share @ rows, share @ ph

    data = averages(V, np.ones(len(V)) / len(V))
    machine = averages(states, P)
    dW, dbv, dbh = (b - a for a, b in zip(data, machine, strict=True))
    return dW, dbv, dbh
