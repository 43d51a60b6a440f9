"""Turns around the list of kernels that was handed in."""

# loses: tied_forward_visible 5, tied_forward_hidden_code 3,
#   tied_forward_hidden_output 4
import numpy as np


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    a = X
    for W, b in zip(kernels, biases, strict=True):
        a = np.tanh(a @ W + b)
    code = a
    kernels.reverse()
    for W, c in zip(kernels, back_biases, strict=True):
        z = a @ W.T + c
        a = np.tanh(z)
    return code, 1 / (1 + np.exp(-z))
