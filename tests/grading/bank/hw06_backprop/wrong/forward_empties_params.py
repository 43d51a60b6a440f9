"""Takes the layers off the list of the caller."""

# loses: forward_hidden 3, forward_hidden_softmax 3
import numpy as np


# %% forward
def forward(X, params, output):
    activations = [X]
    while params:
        W, b = params.pop(0)
        z = activations[-1] @ W + b
        if output == "softmax" and not params:
            powers = np.exp(z - z.max(axis=1, keepdims=True))
            activations.append(powers / powers.sum(axis=1, keepdims=True))
        else:
            e = np.exp(-np.abs(z))
            activations.append(np.where(z >= 0, 1, e) / (1 + e))
    return activations
