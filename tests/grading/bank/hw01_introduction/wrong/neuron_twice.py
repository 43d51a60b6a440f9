"""Applies the activation twice."""


# loses: neuron_visible 4, neuron_hidden_z 3
# %% neuron
def neuron(x, w, b, z):
    return z(z(w @ x + b))
