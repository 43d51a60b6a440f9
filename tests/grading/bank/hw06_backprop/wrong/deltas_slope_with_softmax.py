"""Multiplies by a slope with the cross-entropy too."""


# loses: deltas_visible 5, deltas_hidden_softmax 2
# %% deltas
def deltas(activations, Y, params, output):
    A = activations[-1]
    delta = (A - Y) / len(Y)
    delta = delta * A * (1 - A)
    found = [delta]
    for layer in range(len(params) - 1, 0, -1):
        W, A = params[layer][0], activations[layer]
        delta = (delta @ W.T) * A * (1 - A)
        found.insert(0, delta)
    return found
