"""Takes the numbers out by columns and puts them back by rows."""

# loses: numerical_gradient_hidden 3
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    flat = np.array(x, dtype=float).ravel(order="F")
    grad = np.zeros(flat.shape)
    for i in range(flat.size):
        step = np.zeros(flat.shape)
        step[i] = eps
        up, down = (flat + step).reshape(x.shape), (flat - step).reshape(x.shape)
        grad[i] = (f(up) - f(down)) / (2 * eps)
    return grad.reshape(x.shape)
