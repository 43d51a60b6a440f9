"""Counts down in the array that it was given."""

# loses: to_bits_visible 2, to_bits_hidden 2
import numpy as np


# %% to_bits
def to_bits(numbers):
    columns = []
    for power in 2 ** np.arange(7, -1, -1):
        digit = (numbers >= power).astype(numbers.dtype)
        numbers -= digit * numbers.dtype.type(power)
        columns.append(digit)
    return np.stack(columns, axis=1)
