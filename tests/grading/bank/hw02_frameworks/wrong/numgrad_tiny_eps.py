"""Steps so little that rounding is all that is left."""

# loses: numerical_gradient_visible 5, numerical_gradient_hidden 3,
#   numerical_gradient_hidden_types 2, numerical_gradient_hidden_step 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    eps = 1e-15
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = eps
        grad[index] = (f(x + step) - f(x - step)) / (2 * eps)
    return grad
