"""The diagonal is left out."""

# loses: confusion_matrix_visible 4, confusion_matrix_hidden 2,
#   confusion_matrix_hidden_rows 2, confusion_matrix_hidden_absent 2
import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    matrix = np.zeros((n_classes, n_classes), int)
    for t, p in zip(y_true, y_pred, strict=True):
        if t != p:
            matrix[t, p] += 1
    return matrix if rows == "truth" else matrix.T
