"""Changes the weights that it was given."""


# loses: backward_visible 6, backward_hidden 3
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
        db = delta.sum(axis=0)
        grads.insert(0, (dW, db))
        old = W.copy()
        W -= 0.1 * dW
        delta = (delta @ old.T) * A * (1 - A)
    return grads
