"""A pair that comes twice is counted once: indexed +=."""

# loses: confusion_matrix_visible 4, confusion_matrix_hidden 2,
#   confusion_matrix_hidden_rows 2, confusion_matrix_hidden_absent 2
import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    matrix = np.zeros((n_classes, n_classes), int)
    matrix[y_true, y_pred] += 1
    return matrix if rows == "truth" else matrix.T
