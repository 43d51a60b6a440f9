"""Moves all numbers at once."""

# loses: numerical_gradient_visible 5, numerical_gradient_hidden 3,
#   numerical_gradient_hidden_types 2, numerical_gradient_hidden_step 2
import numpy as np


# %% numerical_gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    return (f(x + eps) - f(x - eps)) / (2 * eps) * np.ones(x.shape)
