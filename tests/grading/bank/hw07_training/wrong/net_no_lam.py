"""Forgets lambda in the slopes."""

# loses: elastic_net_visible 2, elastic_net_hidden_slopes 2
import numpy as np


# %% elastic_net
def elastic_net(params, lam, beta):
    cost, grads = 0.0, []
    for W, b in params:
        lasso, ridge = np.abs(W), W**2 / 2
        cost += lam * np.sum(beta * lasso + (1 - beta) * ridge)
        dW = beta * np.sign(W) + (1 - beta) * W
        grads.append((dW, np.zeros(b.shape)))
    return cost, grads
