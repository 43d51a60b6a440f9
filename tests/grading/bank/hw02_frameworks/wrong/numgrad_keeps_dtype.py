"""Copies x but keeps its dtype, so that small steps are lost."""

# loses: numerical_gradient_hidden_types 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = x.copy()
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        middle = x[index]
        x[index] = middle + eps
        up = f(x)
        x[index] = middle - eps
        down = f(x)
        x[index] = middle
        grad[index] = (up - down) / (2 * eps)
    return grad
