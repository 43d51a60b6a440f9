"""Lets the chain go on from the data."""

# loses: pcd_update_visible 4, pcd_update_hidden_chain 2
import numpy as np


# %% pcd_update
def pcd_update(V, H, W, bv, bh, u_v, u_h, learning_rate):
    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    V1 = 1.0 * (u_v < sigmoid(H @ W.T + bv))
    P0 = sigmoid(V @ W + bh)
    P1 = sigmoid(V1 @ W + bh)
    next_H = 1.0 * (u_h < P0)
    rate = learning_rate / len(V)
    new_W = W + rate * (V.T @ P0 - V1.T @ P1)
    new_bv = bv + rate * (V - V1).sum(axis=0)
    new_bh = bh + rate * (P0 - P1).sum(axis=0)
    return new_W, new_bv, new_bh, next_H
