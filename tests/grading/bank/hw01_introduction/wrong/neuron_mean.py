"""Averages the products instead of adding them up."""

# loses: neuron_visible 4, neuron_hidden 3, neuron_hidden_z 3
import numpy as np


# %% neuron
def neuron(x, w, b, z):
    return z(np.mean(w * x) + b)
