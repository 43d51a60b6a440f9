"""Gives a slope of a bias for each example."""


# loses: backward_visible 6, backward_hidden_biases 2, backward_hidden_lam 3
# %% backward
def backward(activations, Y, params, output, lam):
    A = activations[-1]
    delta = (A - Y) / len(Y)
    if output == "sigmoid":
        delta = delta * A * (1 - A)
    grads = []
    for layer in reversed(range(len(params))):
        W, A = params[layer][0], activations[layer]
        dW = A.T @ delta + lam * W
        db = delta
        grads.insert(0, (dW, db))
        delta = (delta @ W.T) * A * (1 - A)
    return grads
