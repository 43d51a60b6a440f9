"""Prints its progress, warns and computes with infinity on the way."""

# %% to_bits
import sys
import warnings

import numpy as np


def to_bits(numbers):
    print("numbers:", numbers)
    warnings.warn("bits ahead", RuntimeWarning, stacklevel=2)
    return (numbers[:, None] & 2 ** np.arange(7, -1, -1)) > 0


# %% from_bits
def from_bits(rows):
    print(rows, file=sys.stderr)
    return np.where(rows > 0.5, [128, 64, 32, 16, 8, 4, 2, 1], 0).sum(axis=1)


# %% encode_decode
def encode_decode(X, params, bends):
    outputs = [X]
    for k in range(len(params)):
        print("layer", k, bends[k])
        z = np.dot(outputs[k], params[k][0]) + params[k][1]
        if bends[k] == "sigmoid":
            z = 1 / (1 + np.exp(-z))  # infinity below -710, and then 1 / infinity is 0
        if bends[k] == "tanh":
            z = 2 / (1 + np.exp(-2 * z)) - 1
        if bends[k] == "relu":
            z = np.where(z < 0, 0, z)
        outputs.append(z)
    print([a.shape for a in outputs])
    return outputs[len(params) // 2], outputs[-1]


# %% overlap
def overlap(codes, y):
    labels = list(dict.fromkeys(y))  # in the order in which they come
    print("labels", labels)
    means = [np.mean(codes[np.equal(y, label)], axis=0) for label in labels]
    wrong = []
    for code, label in zip(codes, y, strict=True):
        far = [np.sqrt(((code - mean) ** 2).sum()) for mean in means]
        wrong.append(labels[int(np.argmin(far))] != label)
    print("wrong:", sum(wrong))
    return sum(wrong) / len(wrong)
