"""Adds the bias once for each input."""


# loses: neuron_visible 4, neuron_hidden 3, neuron_hidden_z 3
# %% neuron
def neuron(x, w, b, z):
    return z(sum(w_j * x_j + b for w_j, x_j in zip(w, x, strict=True)))
