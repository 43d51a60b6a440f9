"""A class that is only predicted counts, with an error of 0."""

# loses: ber_hidden_absent 3, ber_hidden_labels 2
import numpy as np


# %% ber
def ber(y_true, y_pred):
    shares = []
    for c in np.unique(np.concatenate([y_true, y_pred])):
        own = y_true == c
        shares.append(np.mean(y_pred[own] != c) if own.any() else 0.0)
    return np.mean(shares)
