"""The largest label that occurs decides the size."""

# loses: confusion_matrix_hidden_absent 2
import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    size = max(y_true.max(), y_pred.max()) + 1
    matrix = np.zeros((size, size), int)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix if rows == "truth" else matrix.T
