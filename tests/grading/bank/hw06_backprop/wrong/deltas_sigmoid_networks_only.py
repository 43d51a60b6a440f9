"""Leaves out the hidden slope when the network ends in a softmax."""

# loses: deltas_hidden_back 3


# %% deltas
def deltas(activations, Y, params, output):
    A = activations[-1]
    delta = (A - Y) / len(Y) * (A * (1 - A) if output == "sigmoid" else 1)
    found = [delta]
    for layer in range(len(params) - 1, 0, -1):
        A = activations[layer]
        slope = A * (1 - A) if output == "sigmoid" else 1
        delta = (delta @ params[layer][0].T) * slope
        found.insert(0, delta)
    return found
