"""Says how many times smaller the code is: the inverse."""

# loses: compression_ratio_visible 2, compression_ratio_hidden_shapes 2,
#   compression_ratio_hidden_bytes 2
import numpy as np


# %% compression_ratio
def compression_ratio(code, inputs, code_bytes=1):
    return np.prod(inputs) / (np.prod(code) * code_bytes)
