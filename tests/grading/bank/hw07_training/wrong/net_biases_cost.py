"""Lets biases cost something."""

# loses: elastic_net_visible 2, elastic_net_hidden_cost 2, elastic_net_hidden_slopes 2
import numpy as np


# %% elastic_net
def elastic_net(params, lam, beta):
    cost, grads = 0.0, []
    for W, b in params:
        lasso, ridge = np.abs(W), W**2 / 2
        cost += lam * np.sum(beta * lasso + (1 - beta) * ridge)
        dW = lam * (beta * np.sign(W) + (1 - beta) * W)
        cost += lam * np.sum(beta * np.abs(b) + (1 - beta) / 2 * b**2)
        db = lam * (beta * np.sign(b) + (1 - beta) * b)
        grads.append((dW, db))
    return cost, grads
