"""Takes the absolute values of the scores."""

# loses: cross_validate_hidden 3, cross_validate_hidden_std 2
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, test in folds:
        model = fit(X[train], y[train])
        scores.append(abs(score(model, X[test], y[test])))
    return np.mean(scores), np.std(scores, ddof=1)
