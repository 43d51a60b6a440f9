"""Returns an array with one number in it."""

# loses: neuron_visible 4, neuron_hidden 3, neuron_hidden_z 3
import numpy as np


# %% neuron
def neuron(x, w, b, z):
    return np.array([z(w @ x + b)])
