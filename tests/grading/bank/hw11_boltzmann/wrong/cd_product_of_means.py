"""Multiplies means where the mean of products is due."""

# loses: cd1_update_visible 5, cd1_update_hidden 4
import numpy as np


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    P0 = sigmoid(V0 @ W + bh)
    H = 1.0 * (u_h < P0)
    V1 = 1.0 * (u_v < sigmoid(H @ W.T + bv))
    P1 = sigmoid(V1 @ W + bh)
    dW = np.outer(V0.mean(0), P0.mean(0)) - np.outer(V1.mean(0), P1.mean(0))
    dbv = (V0 - V1).mean(axis=0)
    dbh = (P0 - P1).mean(axis=0)
    return dW, dbv, dbh
