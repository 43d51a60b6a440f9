"""Divides by zero for a class that is only predicted."""

# loses: ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    labels = np.unique(np.concatenate([y_true, y_pred]))
    return np.mean([np.mean(y_pred[y_true == c] != c) for c in labels])
