"""Takes the first digit for the least significant one."""

# loses: from_bits_visible 2, from_bits_hidden 2, from_bits_hidden_grey 2
import numpy as np


# %% from_bits
def from_bits(rows):
    return (np.asarray(rows) > 0.5) @ 2 ** np.arange(8)
