"""Rounds the result to a whole number."""


# loses: neuron_visible 4, neuron_hidden 3, neuron_hidden_z 3
# %% neuron
def neuron(x, w, b, z):
    return int(z(w @ x + b))
