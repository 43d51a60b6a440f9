"""Forgets the biases."""

# loses: count_parameters_visible 2, count_parameters_hidden 2,
#   count_parameters_hidden_any 2
import numpy as np


# %% count_parameters
def count_parameters(sizes):
    return int(np.dot(sizes[:-1], sizes[1:]))
