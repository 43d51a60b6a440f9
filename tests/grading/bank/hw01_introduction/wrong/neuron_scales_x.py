"""Multiplies into the inputs and so changes them."""


# loses: neuron_visible 4, neuron_hidden 3
# %% neuron
def neuron(x, w, b, z):
    x *= w
    return z(x.sum() + b)
