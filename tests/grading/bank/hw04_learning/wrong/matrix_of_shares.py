"""Shares of each row where counts are asked for."""

# loses: confusion_matrix_visible 4, confusion_matrix_hidden 2,
#   confusion_matrix_hidden_rows 2, confusion_matrix_hidden_absent 2
import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    matrix = np.zeros((n_classes, n_classes))
    np.add.at(matrix, (y_true, y_pred), 1)
    matrix = matrix / matrix.sum(axis=1, keepdims=True)
    return matrix if rows == "truth" else matrix.T
