"""Adds up errors and examples over the classes before it divides."""

# loses: ber_visible 5, ber_hidden 3, ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    wrong = total = 0
    for c in np.unique(y_true):
        wrong += np.sum(y_pred[y_true == c] != c)
        total += np.sum(y_true == c)
    return wrong / total
