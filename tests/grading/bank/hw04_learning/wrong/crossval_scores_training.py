"""Judges by the training examples."""

# loses: cross_validate_visible 4, cross_validate_hidden 3
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, _ in folds:
        model = fit(X[train], y[train])
        scores.append(score(model, X[train], y[train]))
    return np.mean(scores), np.std(scores, ddof=1)
