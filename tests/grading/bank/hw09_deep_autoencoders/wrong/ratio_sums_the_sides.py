"""Adds the sides of a shape."""

# loses: compression_ratio_visible 2, compression_ratio_hidden_shapes 2,
#   compression_ratio_hidden_bytes 2
import numpy as np


# %% compression_ratio
def compression_ratio(code, inputs, code_bytes=1):
    return np.sum(code) * code_bytes / np.sum(inputs)
