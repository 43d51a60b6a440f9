"""Only the first fold has a model of its own."""

# loses: cross_validate_visible 4, cross_validate_hidden 3
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    train, _ = folds[0]
    model = fit(X[train], y[train])
    scores = [score(model, X[test], y[test]) for _, test in folds]
    return np.mean(scores), np.std(scores, ddof=1)
