"""Computes the tanh as a fraction of powers: nan for large scores."""

# loses: encode_decode_hidden_bends 2
import numpy as np


# %% encode_decode
def encode_decode(X, params, bends):
    outputs = [X]
    for (W, b), bend in zip(params, bends, strict=True):
        z = outputs[-1] @ W + b
        if bend == "sigmoid":
            z = 0.5 + 0.5 * np.tanh(0.5 * z)
        elif bend == "tanh":
            z = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
        elif bend == "relu":
            z = np.maximum(z, 0)
        outputs.append(z)
    return outputs[len(params) // 2], outputs[-1]
