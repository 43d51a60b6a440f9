"""The scores themselves."""


# loses: cross_validate_visible 4, cross_validate_hidden 3,
#   cross_validate_hidden_std 2
# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, test in folds:
        model = fit(X[train], y[train])
        scores.append(score(model, X[test], y[test]))
    return scores
