"""Cut off at 0."""

# loses: r2_visible 3, r2_hidden 2, r2_hidden_constant 2
import numpy as np


# %% r2
def r2(y, y_hat):
    errors = np.sum((y - y_hat) ** 2)
    spread = np.sum((y - np.mean(y)) ** 2)
    if spread == 0:
        return 1.0 if errors == 0 else 0.0
    return max(0.0, 1 - errors / spread)
