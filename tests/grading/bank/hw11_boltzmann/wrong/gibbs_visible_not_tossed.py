"""Returns the probabilities of the visible units."""

# loses: gibbs_step_visible 3, gibbs_step_hidden_down 2, gibbs_step_hidden_edge 1
import numpy as np


# %% gibbs_step
def gibbs_step(V, W, bv, bh, u_h, u_v):
    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    P_h = sigmoid(V @ W + bh)
    H = 1.0 * (u_h < P_h)
    P_v = sigmoid(H @ W.T + bv)
    return P_v, H
