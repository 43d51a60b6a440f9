"""Applies the activation to each product, then adds up."""


# loses: neuron_visible 4, neuron_hidden_z 3
# %% neuron
def neuron(x, w, b, z):
    total = b
    for x_j, w_j in zip(x, w, strict=True):
        total = total + z(x_j * w_j)
    return total
