"""Writes 255 over every number, whose digits are all ones."""

# loses: to_bits_visible 2, to_bits_hidden 2, to_bits_hidden_one 2
import numpy as np


# %% to_bits
def to_bits(numbers):
    numbers[...] = 255
    return np.ones((len(numbers), 8))
