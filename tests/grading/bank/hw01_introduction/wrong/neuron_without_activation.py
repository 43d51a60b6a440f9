"""Returns the sum and forgets the activation."""


# loses: neuron_visible 4, neuron_hidden_z 3
# %% neuron
def neuron(x, w, b, z):
    return w @ x + b
