"""The largest score."""

# loses: cross_validate_visible 4, cross_validate_hidden 3
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, test in folds:
        model = fit(X[train], y[train])
        scores.append(score(model, X[test], y[test]))
    return np.max(scores), np.std(scores, ddof=1)
