"""Deals and random choices made in other fair ways, sorted or not."""

import numpy as np


# %% kfold_indices
def kfold_indices(n, k, rng):
    order = np.argsort(rng.random(n))
    return [
        (np.sort(np.setdiff1d(order, t)), np.sort(t)) for t in np.array_split(order, k)
    ]


# %% r2
def r2(y, y_hat):
    spread = len(y) * np.var(y)
    errors = np.dot(y - y_hat, y - y_hat)
    if len(np.unique(y)) == 1:
        return 1.0 if np.array_equal(y, y_hat) else 0.0
    return (spread - errors) / spread


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    order = np.random.default_rng().permutation(len(folds))
    scores = []
    for i in order:  # any order will do
        train, test = folds[i]
        scores.append(score(fit(X[train], y[train]), X[test], y[test]))
    return np.mean(scores), np.std(scores, ddof=1)


# %% binary_rates
def binary_rates(y_true, y_pred):
    n = len(y_true)
    tp = int((y_true & y_pred).sum())
    fp, fn = int(y_pred.sum()) - tp, int(y_true.sum()) - tp
    tn = n - tp - fp - fn
    part = [tp, tn, fp, fn, tp, tn, fp, fn, n - fp - fn, 2 * tp]
    rest = [fn, fp, tn, tp, fp, fn, tp, tn, fp + fn, fp + fn]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.array(part) / (np.array(part) + np.array(rest))
    names = ["TPR", "TNR", "FPR", "FNR", "PPV", "NPV", "FDR", "FOR", "ACC", "F1"]
    rates = dict(zip(names, shares, strict=True))
    if y_true.std() == 0 or y_pred.std() == 0:
        return {**rates, "MCC": 0.0}
    return {**rates, "MCC": np.corrcoef(y_true, y_pred)[0, 1]}


# %% class_weights
def class_weights(y):
    labels, counts = np.unique(y, return_counts=True)
    mean = counts.mean()
    return {label: mean / count for label, count in zip(labels, counts, strict=True)}


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = np.unique(y)[::-1]  # from the last to the first
    best = X_new @ fit(X, np.where(y == labels[0], 1, -1))
    answer = np.full(len(X_new), labels[0])
    for c in labels[1:]:
        score = X_new @ fit(X, np.where(y == c, 1, -1))
        answer[score >= best] = c  # the lower label wins a tie
        best = np.maximum(best, score)
    return answer
