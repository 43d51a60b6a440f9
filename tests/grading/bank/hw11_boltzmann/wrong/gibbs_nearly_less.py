"""Takes nearly equal for equal."""

# loses: gibbs_step_hidden_edge 1
import numpy as np


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    def toss(u, P):
        return 1.0 * ((u < P) & ~np.isclose(u, P))

    H = toss(u_h, 0.5 + 0.5 * np.tanh((V @ W + bh) / 2))
    return toss(u_v, 0.5 + 0.5 * np.tanh((H @ W.T + bv) / 2)), H
