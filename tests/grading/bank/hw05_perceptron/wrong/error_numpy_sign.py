"""Uses np.sign: on the boundary everything is wrong."""

# loses: classification_error_visible 5, classification_error_hidden_boundary 3
import numpy as np


# %% classification_error
def classification_error(w, X, y):
    predicted = np.sign(X @ w)
    return int(np.sum(predicted != y))
