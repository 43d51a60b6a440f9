"""Is written for two inputs only."""


# loses: neuron_visible 4, neuron_hidden 3, neuron_hidden_z 3
# %% neuron
def neuron(x, w, b, z):
    return z(x[0] * w[0] + x[1] * w[1] + b)
