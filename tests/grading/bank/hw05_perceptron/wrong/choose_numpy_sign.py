"""Uses np.sign: examples on the boundary are drawn too."""

# loses: choose_misclassified_visible 5, choose_misclassified_hidden 4
import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    predicted = np.sign(X @ w)
    wrong = np.flatnonzero(predicted != y)
    if len(wrong) == 0:
        return None
    i = rng.choice(wrong)
    return X[i], y[i]
