"""Divides by the columns of the confusion matrix."""

# loses: ber_visible 5, ber_hidden 3, ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    labels = np.unique(np.concatenate([y_true, y_pred]))
    matrix = np.array(
        [[np.sum((y_true == t) & (y_pred == p)) for p in labels] for t in labels]
    )
    present = matrix.sum(axis=1) > 0
    right = np.diag(matrix) / np.maximum(matrix.sum(axis=0), 1)
    return 1 - np.mean(right[present])
