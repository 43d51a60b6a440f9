"""Switches a unit on where its number equals the probability."""

# loses: gibbs_step_hidden_edge 1
import numpy as np


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    P_h = sigmoid(V @ W + bh)
    H = 1.0 * (u_h <= P_h)
    P_v = sigmoid(H @ W.T + bv)
    V1 = 1.0 * (u_v <= P_v)
    return V1, H
