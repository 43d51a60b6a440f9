"""Steps up only: a forward difference."""

# loses: numerical_gradient_hidden_step 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    start = f(x)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] += eps
        grad[index] = (f(moved) - start) / eps
    return grad
