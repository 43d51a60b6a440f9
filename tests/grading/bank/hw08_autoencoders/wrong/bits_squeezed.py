"""Squeezes the result: a single number loses its row."""

# loses: to_bits_hidden_one 2
import numpy as np


# %% to_bits
def to_bits(numbers):
    powers = 2 ** np.arange(7, -1, -1)
    return np.squeeze(np.asarray(numbers)[:, None] // powers % 2)
