"""Loops over the first axis only."""

# loses: numerical_gradient_visible 5, numerical_gradient_hidden 3,
#   numerical_gradient_hidden_types 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for i in range(len(x)):
        step = np.zeros(x.shape)
        step[i] = eps
        grad[i] = (f(x + step) - f(x - step)) / (2 * eps)
    return grad
