"""The orientation that is asked for is ignored."""

# loses: confusion_matrix_visible 4, confusion_matrix_hidden_rows 2
import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    matrix = np.zeros((n_classes, n_classes), int)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix
