"""Steps up and down, but not back to the middle."""

# loses: numerical_gradient_hidden 3
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        up = f(x)
        x[index] -= 2 * eps
        down = f(x)
        grad[index] = (up - down) / (2 * eps)
    return grad
