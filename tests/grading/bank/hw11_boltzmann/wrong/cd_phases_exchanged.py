"""Takes step minus data and so forgets what it sees."""

# loses: cd1_update_visible 5, cd1_update_hidden 4, cd1_update_hidden_bv 1,
#   cd1_update_hidden_bh 2
import numpy as np


# %% cd1_update
def cd1_update(V0, W, bv, bh, u_h, u_v):
    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    P0 = sigmoid(V0 @ W + bh)
    H = 1.0 * (u_h < P0)
    V1 = 1.0 * (u_v < sigmoid(H @ W.T + bv))
    P1 = sigmoid(V1 @ W + bh)
    dW = (V0.T @ P0 - V1.T @ P1) / len(V0)
    dbv = (V0 - V1).mean(axis=0)
    dbh = (P0 - P1).mean(axis=0)
    return -dW, -dbv, -dbh
