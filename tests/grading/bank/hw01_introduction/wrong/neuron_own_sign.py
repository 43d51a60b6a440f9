"""Uses a sign of its own instead of the activation."""


# loses: neuron_visible 4, neuron_hidden 3, neuron_hidden_z 3
# %% neuron
def neuron(x, w, b, z):
    return 1 if w @ x + b >= 0 else -1
