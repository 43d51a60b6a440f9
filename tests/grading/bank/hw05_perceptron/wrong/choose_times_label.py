"""Returns label times example."""

# loses: choose_misclassified_hidden 4, choose_misclassified_hidden_uniform 5
import numpy as np


# %% choose_misclassified
def choose_misclassified(w, X, y, rng):
    predicted = np.where(X @ w >= 0, 1, -1)
    wrong = np.flatnonzero(predicted != y)
    if len(wrong) == 0:
        return None
    i = rng.choice(wrong)
    return y[i] * X[i], y[i]
