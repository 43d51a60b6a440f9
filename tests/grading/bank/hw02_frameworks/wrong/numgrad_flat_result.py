"""Returns the slopes in one row."""

# loses: numerical_gradient_visible 5, numerical_gradient_hidden 3,
#   numerical_gradient_hidden_types 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    slopes = []
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = eps
        slopes.append((f(x + step) - f(x - step)) / (2 * eps))
    return np.array(slopes)
