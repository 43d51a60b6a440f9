"""Takes the activations off the list of the caller, one by one."""

# loses: deltas_hidden_back 3


# %% deltas
def deltas(activations, Y, params, output):
    A = activations.pop()
    delta = (A - Y) / len(Y)
    if output == "sigmoid":
        delta = delta * A * (1 - A)
    found = [delta]
    for W, _ in reversed(params[1:]):
        A = activations.pop()
        delta = (delta @ W.T) * A * (1 - A)
        found.insert(0, delta)
    return found
