"""Divides, and forgets to ask whether the result is odd."""

# loses: to_bits_visible 2, to_bits_hidden 2, to_bits_hidden_one 2
import numpy as np


# %% to_bits
def to_bits(numbers):
    powers = 2 ** np.arange(7, -1, -1)
    return np.asarray(numbers)[:, None] // powers
