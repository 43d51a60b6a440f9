"""The variance."""

# loses: cross_validate_visible 4, cross_validate_hidden_std 2
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, test in folds:
        model = fit(X[train], y[train])
        scores.append(score(model, X[test], y[test]))
    return np.mean(scores), np.var(scores, ddof=1)
