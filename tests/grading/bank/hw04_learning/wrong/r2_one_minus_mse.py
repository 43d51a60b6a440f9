"""One minus the mean squared error."""

# loses: r2_visible 3, r2_hidden 2, r2_hidden_constant 2
import numpy as np


# %% r2
def r2(y, y_hat):
    return 1 - np.mean((y - y_hat) ** 2)
