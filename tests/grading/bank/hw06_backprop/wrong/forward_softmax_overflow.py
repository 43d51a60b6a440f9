"""Raises e to large scores."""

# loses: forward_hidden 3, forward_hidden_softmax 3
import numpy as np


# %% forward
def forward(X, params, output):
    activations = [X]
    for layer, (W, b) in enumerate(params, 1):
        z = activations[-1] @ W + b
        if output == "softmax" and layer == len(params):
            e = np.exp(z)
            activations.append(e / e.sum(axis=1, keepdims=True))
        else:
            activations.append(1 / (1 + np.exp(-z)))
    return activations
