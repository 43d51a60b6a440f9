"""The counts come back in one row."""

# loses: confusion_matrix_visible 4, confusion_matrix_hidden 2,
#   confusion_matrix_hidden_rows 2, confusion_matrix_hidden_absent 2
import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    return np.bincount(y_true * n_classes + y_pred, minlength=n_classes**2)
