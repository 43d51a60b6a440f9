"""Switches on what is more likely on than off."""

# loses: gibbs_step_visible 3, gibbs_step_hidden 2, gibbs_step_hidden_down 2,
#   gibbs_step_hidden_edge 1
import numpy as np


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    P_h = sigmoid(V @ W + bh)
    H = 1.0 * (P_h > 0.5)
    P_v = sigmoid(H @ W.T + bv)
    V1 = 1.0 * (P_v > 0.5)
    return V1, H
