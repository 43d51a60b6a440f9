"""Works for two classes only."""

# loses: confusion_matrix_visible 4, confusion_matrix_hidden 2,
#   confusion_matrix_hidden_rows 2, confusion_matrix_hidden_absent 2
import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    matrix = np.zeros((2, 2), int)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix if rows == "truth" else matrix.T
