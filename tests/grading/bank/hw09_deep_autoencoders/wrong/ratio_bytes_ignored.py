"""Counts numbers whatever they take."""

# loses: compression_ratio_visible 2, compression_ratio_hidden_bytes 2
import numpy as np


# %% compression_ratio
def compression_ratio(code, inputs, code_bytes=1):
    return np.prod(code) / np.prod(inputs)
