"""Hands f a row of numbers, not an array of the shape of x."""

# loses: numerical_gradient_visible 5, numerical_gradient_hidden 3,
#   numerical_gradient_hidden_types 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    flat = np.array(x, dtype=float).ravel()
    grad = np.zeros(flat.shape)
    for i in range(flat.size):
        step = np.zeros(flat.shape)
        step[i] = eps
        grad[i] = (f(flat + step) - f(flat - step)) / (2 * eps)
    return grad.reshape(x.shape)
