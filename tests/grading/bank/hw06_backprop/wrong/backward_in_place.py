"""Computes the error in the array of the answers."""


# loses: backward_visible 6, backward_hidden 3
# %% backward
def backward(activations, Y, params, output, lam):
    A = activations[-1]
    delta, A = A, A.copy()
    delta -= Y
    delta /= len(Y)
    if output == "sigmoid":
        delta = delta * A * (1 - A)
    grads = []
    for layer in reversed(range(len(params))):
        W, A = params[layer][0], activations[layer]
        dW = A.T @ delta + lam * W
        db = delta.sum(axis=0)
        grads.insert(0, (dW, db))
        delta = (delta @ W.T) * A * (1 - A)
    return grads
