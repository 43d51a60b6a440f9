"""Writes zeros over the examples and computes all the rest as it should."""

# loses: tied_forward_visible 5, tied_forward_hidden_code 3,
#   tied_forward_hidden_output 4
import numpy as np


# %% tied_forward
def tied_forward(X, kernels, biases, back_biases):
    X[...] = 0
    code = X
    for W, b in zip(kernels, biases, strict=True):
        code = np.tanh(code @ W + b)
    A = code
    for W, c in zip(kernels[::-1], back_biases, strict=True):
        z = A @ W.T + c
        A = np.tanh(z)
    return code, 1 / (1 + np.exp(-z))
