"""Takes labels for 0, 1, 2 ... without gaps."""

# loses: ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    k = len(np.unique(y_true))
    return np.mean([np.mean(y_pred[y_true == c] != c) for c in range(k)])
