"""A class that is only predicted counts, with an error of 1."""

# loses: ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    right = []
    for c in np.unique(np.concatenate([y_true, y_pred])):
        right.append(
            np.sum((y_true == c) & (y_pred == c)) / max(np.sum(y_true == c), 1)
        )
    return 1 - np.mean(right)
