"""Multiplies without adding up: an activation for each input."""


# loses: neuron_visible 4, neuron_hidden 3, neuron_hidden_z 3
# %% neuron
def neuron(x, w, b, z):
    return z(w * x + b)
