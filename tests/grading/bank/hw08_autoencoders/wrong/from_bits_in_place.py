"""Rounds the rows that it was lent in their place."""

# loses: from_bits_hidden_grey 2
import numpy as np


# %% from_bits
def from_bits(rows):
    rows[rows > 0.5] = 1
    rows[rows <= 0.5] = 0
    return (rows @ 2 ** np.arange(7, -1, -1)).astype(int)
