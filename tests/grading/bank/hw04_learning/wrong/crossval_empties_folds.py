"""Takes the folds off the list of the caller."""

# loses: cross_validate_visible 4, cross_validate_hidden 3, cross_validate_hidden_std 2
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    while folds:
        train, test = folds.pop(0)
        scores.append(score(fit(X[train], y[train]), X[test], y[test]))
    return np.mean(scores), np.std(scores, ddof=1)
