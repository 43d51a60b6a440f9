"""Takes the slopes at a instead of at z."""

# loses: deltas_visible 5, deltas_hidden 2, deltas_hidden_back 3
import numpy as np


# %% deltas
def deltas(activations, Y, params, output):
    A = activations[-1]
    delta = (A - Y) / len(Y)
    if output == "sigmoid":
        s = 1 / (1 + np.exp(-A))
        delta = delta * s * (1 - s)
    found = [delta]
    for layer in range(len(params) - 1, 0, -1):
        W, A = params[layer][0], activations[layer]
        s = 1 / (1 + np.exp(-A))
        delta = (delta @ W.T) * s * (1 - s)
        found.insert(0, delta)
    return found
