"""Counts a bias for each input of a layer instead of each neuron."""

# loses: count_parameters_hidden_any 2
import numpy as np


# %% count_parameters
def count_parameters(sizes):
    return int(np.dot(np.add(sizes[1:], 1), sizes[:-1]))
