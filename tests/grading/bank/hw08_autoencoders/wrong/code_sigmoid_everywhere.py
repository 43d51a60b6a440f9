"""Bends every layer by the sigmoid, whatever it is told."""

# loses: encode_decode_visible 5, encode_decode_hidden 3, encode_decode_hidden_bends 2,
#   encode_decode_hidden_middle 2
import numpy as np


# %% encode_decode
def encode_decode(X, params, bends):
    outputs = [X]
    for W, b in params:
        outputs.append(1 / (1 + np.exp(-(outputs[-1] @ W + b))))
    return outputs[len(params) // 2], outputs[-1]
