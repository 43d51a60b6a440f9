"""Takes nearly right predictions of a constant for right."""

# loses: r2_hidden_constant 2
import numpy as np


# %% r2
def r2(y, y_hat):
    errors = np.sum((y - y_hat) ** 2)
    spread = np.sum((y - np.mean(y)) ** 2)
    if np.all(y == y[0]):
        return 1.0 if np.allclose(y, y_hat) else 0.0
    return float(1 - errors / spread)
