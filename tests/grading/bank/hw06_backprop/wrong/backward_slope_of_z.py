"""Takes the slopes z (1 - z): the scores for the activations."""

# loses: backward_visible 6, backward_hidden 3, backward_hidden_softmax 2,
#   backward_hidden_biases 2
import numpy as np


# %% backward
def backward(activations, Y, params, output, lam):
    A = activations[-1]
    delta = (A - Y) / len(Y)
    if output == "sigmoid":
        z = np.log(A / (1 - A))
        delta = delta * z * (1 - z)
    grads = []
    for layer in reversed(range(len(params))):
        W, A = params[layer][0], activations[layer]
        dW = A.T @ delta + lam * W
        db = delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if layer > 0:
            z = np.log(A / (1 - A))
            delta = (delta @ W.T) * z * (1 - z)
    return grads
