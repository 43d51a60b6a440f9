"""Only classes that occur get a row."""

# loses: confusion_matrix_hidden_absent 2
import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    labels = np.unique(np.concatenate([y_true, y_pred]))
    matrix = np.array(
        [[np.sum((y_true == t) & (y_pred == p)) for p in labels] for t in labels]
    )
    return matrix if rows == "truth" else matrix.T
