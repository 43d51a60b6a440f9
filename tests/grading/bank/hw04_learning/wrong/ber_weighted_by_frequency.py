"""Weights each class by how often it occurs."""

# loses: ber_visible 5, ber_hidden 3, ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    labels, counts = np.unique(y_true, return_counts=True)
    shares = [np.mean(y_pred[y_true == c] != c) for c in labels]
    return np.average(shares, weights=counts)
