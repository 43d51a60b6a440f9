"""Takes the layers off the list of the caller."""

# loses: elastic_net_visible 2, elastic_net_hidden_cost 2, elastic_net_hidden_slopes 2
import numpy as np


# %% elastic_net
def elastic_net(params, lam, beta):
    cost, grads = 0.0, []
    while params:
        W, b = params.pop(0)
        cost += lam * np.sum(beta * np.abs(W) + (1 - beta) / 2 * W**2)
        grads.append((lam * (beta * np.sign(W) + (1 - beta) * W), np.zeros(b.shape)))
    return cost, grads
