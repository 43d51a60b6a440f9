"""Ignores the training set that is given: all but the test."""

# loses: cross_validate_hidden 3
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, test in folds:
        train = np.setdiff1d(np.arange(len(X)), test)
        model = fit(X[train], y[train])
        scores.append(score(model, X[test], y[test]))
    return np.mean(scores), np.std(scores, ddof=1)
