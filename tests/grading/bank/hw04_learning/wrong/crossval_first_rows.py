"""As many rows as the fold has, but always the first ones."""

# loses: cross_validate_visible 4, cross_validate_hidden 3,
#   cross_validate_hidden_std 2
import numpy as np


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, test in folds:
        model = fit(X[: len(train)], y[: len(train)])
        scores.append(score(model, X[: len(test)], y[: len(test)]))
    return np.mean(scores), np.std(scores, ddof=1)
