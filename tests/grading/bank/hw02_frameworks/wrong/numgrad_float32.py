"""Computes in single precision."""

# loses: numerical_gradient_visible 5, numerical_gradient_hidden_types 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=np.float32)
    grad = np.zeros(x.shape, dtype=np.float32)
    for index in np.ndindex(x.shape):
        middle = x[index]
        x[index] = middle + eps
        up = f(x)
        x[index] = middle - eps
        down = f(x)
        x[index] = middle
        grad[index] = (up - down) / (2 * eps)
    return grad
