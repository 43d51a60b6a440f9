"""Leaves every number where its last step went."""

# loses: numerical_gradient_hidden 3, numerical_gradient_hidden_step 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        up = f(x)
        x[index] -= eps
        grad[index] = (up - f(x)) / eps
        x[index] -= eps
    return grad
