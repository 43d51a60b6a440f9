"""Takes numbers that differ little for equal."""

# loses: r2_hidden 2
import numpy as np


# %% r2
def r2(y, y_hat):
    errors = np.sum((y - y_hat) ** 2)
    spread = np.sum((y - np.mean(y)) ** 2)
    if np.isclose(spread, 0):
        return 1.0 if np.all(y == y_hat) else 0.0
    return float(1 - errors / spread)
