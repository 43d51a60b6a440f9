"""Fits on the examples that it is judged by."""

# loses: cross_validate_visible 4, cross_validate_hidden 3
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for _, test in folds:
        model = fit(X[test], y[test])
        scores.append(score(model, X[test], y[test]))
    return np.mean(scores), np.std(scores, ddof=1)
