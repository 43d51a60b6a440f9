"""Forgets the biases."""

# loses: encode_decode_visible 5, encode_decode_hidden 3,
#   encode_decode_hidden_middle 2
import numpy as np


# %% encode_decode
def encode_decode(X, params, bends):
    outputs = [X]
    for (W, _), bend in zip(params, bends, strict=True):
        z = outputs[-1] @ W
        if bend == "sigmoid":
            z = 0.5 + 0.5 * np.tanh(0.5 * z)
        elif bend == "tanh":
            z = np.tanh(z)
        elif bend == "relu":
            z = np.maximum(z, 0)
        outputs.append(z)
    return outputs[len(params) // 2], outputs[-1]
