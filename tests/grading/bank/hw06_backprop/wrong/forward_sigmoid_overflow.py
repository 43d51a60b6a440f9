"""Divides infinity by infinity where a score of a sigmoid is large."""

# loses: forward_hidden 3
import numpy as np


# %% forward
def forward(X, params, output):
    activations = [X]
    for layer, (W, b) in enumerate(params, 1):
        z = activations[-1] @ W + b
        if output == "softmax" and layer == len(params):
            powers = np.exp(z - z.max(axis=1, keepdims=True))
            activations.append(powers / powers.sum(axis=1, keepdims=True))
        else:
            activations.append(np.exp(z) / (1 + np.exp(z)))
    return activations
