"""Asks every number up to the largest label."""

# loses: ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    labels = range(max(y_true) + 1)
    return np.mean([np.mean(y_pred[y_true == c] != c) for c in labels])
