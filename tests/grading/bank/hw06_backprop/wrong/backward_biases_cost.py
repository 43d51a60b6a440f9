"""Lets the biases cost something."""


# loses: backward_visible 6, backward_hidden_lam 3
# %% backward
def backward(activations, Y, params, output, lam):
    A = activations[-1]
    delta = (A - Y) / len(Y)
    if output == "sigmoid":
        delta = delta * A * (1 - A)
    grads = []
    for layer in reversed(range(len(params))):
        (W, b), A = params[layer], activations[layer]
        dW = A.T @ delta + lam * W
        db = delta.sum(axis=0) + lam * b
        grads.insert(0, (dW, db))
        delta = (delta @ W.T) * A * (1 - A)
    return grads
