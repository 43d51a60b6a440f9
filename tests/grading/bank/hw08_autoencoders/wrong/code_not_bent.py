"""Gives the code before its bend, though the decoder gets it bent."""

# loses: encode_decode_visible 5, encode_decode_hidden 3, encode_decode_hidden_bends 2,
#   encode_decode_hidden_middle 2
import numpy as np


# %% encode_decode
def encode_decode(X, params, bends):
    bent = {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh}
    bent |= {"relu": lambda z: np.maximum(z, 0), "linear": lambda z: z}
    outputs, scores = [X], [X]
    for (W, b), bend in zip(params, bends, strict=True):
        scores.append(outputs[-1] @ W + b)
        outputs.append(bent[bend](scores[-1]))
    return scores[len(params) // 2], outputs[-1]
