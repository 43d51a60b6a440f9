"""Takes the example that is worst off."""

# loses: choose_misclassified_hidden_uniform 5
import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    predicted = np.where(X @ w >= 0, 1, -1)
    wrong = np.flatnonzero(predicted != y)
    if len(wrong) == 0:
        return None
    i = wrong[np.argmax(np.abs(X[wrong] @ w))]
    return X[i], y[i]
