"""Counts with labels as indices."""

# loses: ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    counts = np.bincount(y_true)
    wrong = np.bincount(y_true, weights=y_pred != y_true)
    return np.mean(wrong[counts > 0] / counts[counts > 0])
