"""Converts everything to Python lists and answers with lists."""

import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    pairs = list(zip(y_true.tolist(), y_pred.tolist(), strict=True))
    table = [[pairs.count((t, p)) for p in range(n_classes)] for t in range(n_classes)]
    return (
        table
        if rows == "truth"
        else [list(column) for column in zip(*table, strict=True)]
    )


# %% binary_rates
import math  # noqa: E402


def binary_rates(y_true, y_pred):
    pairs = list(zip(y_true.tolist(), y_pred.tolist(), strict=True))
    tp, fn = pairs.count((1, 1)), pairs.count((1, 0))
    fp, tn = pairs.count((0, 1)), pairs.count((0, 0))

    def share(part, whole):
        try:
            return part / whole
        except ZeroDivisionError:
            return math.nan

    mcc = share(
        tp * tn - fp * fn, math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    )
    return dict(
        TPR=share(tp, tp + fn),
        TNR=share(tn, tn + fp),
        FPR=share(fp, fp + tn),
        FNR=share(fn, fn + tp),
        PPV=share(tp, tp + fp),
        NPV=share(tn, tn + fn),
        FDR=share(fp, fp + tp),
        FOR=share(fn, fn + tn),
        ACC=share(tp + tn, len(pairs)),
        F1=share(2 * tp, 2 * tp + fp + fn),
        MCC=0 if math.isnan(mcc) else mcc,
    )


# %% ber
def ber(y_true, y_pred):
    truth, predicted = y_true.tolist(), y_pred.tolist()
    shares = []
    for c in set(truth):
        right = [p == c for t, p in zip(truth, predicted, strict=True) if t == c]
        shares.append(right.count(False) / len(right))
    return sum(shares) / len(shares)


# %% class_weights
def class_weights(y):
    y = y.tolist()
    return {c: len(y) / (len(set(y)) * y.count(c)) for c in y}


# %% r2
def r2(y, y_hat):
    y, y_hat = list(map(float, y)), list(map(float, y_hat))
    if min(y) == max(y):
        return 1 if y == y_hat else 0
    mean = sum(y) / len(y)
    errors = sum((a - b) ** 2 for a, b in zip(y, y_hat, strict=True))
    return 1 - errors / sum((a - mean) ** 2 for a in y)


# %% kfold_indices
def kfold_indices(n, k, rng):
    order = rng.permutation(n).tolist()
    folds = []
    for i in range(k):
        test = order[i::k]
        folds.append([sorted(set(order) - set(test)), test])
    return folds


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for train, test in folds:
        train, test = list(train), list(test)
        scores.append(float(score(fit(X[train], y[train]), X[test], y[test])))
    mean = sum(scores) / len(scores)
    return [mean, (sum((s - mean) ** 2 for s in scores) / (len(scores) - 1)) ** 0.5]


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    X, y = X.tolist(), y.tolist()
    w = [0.0 for _ in X[0]]
    for _ in range(steps):
        e = [
            sum(a * b for a, b in zip(x, w, strict=True)) - t
            for x, t in zip(X, y, strict=True)
        ]
        g = [
            2 * sum(a * b for a, b in zip(c, e, strict=True)) / len(y)
            for c in zip(*X, strict=True)
        ]
        w = [a - learning_rate * b for a, b in zip(w, g, strict=True)]
    return w


def normal_equations(X, y):
    """Gauss and Jordan on the augmented matrix."""
    columns = list(zip(*X.tolist(), strict=True))
    rows = [
        [sum(a * b for a, b in zip(u, v, strict=True)) for v in (*columns, y.tolist())]
        for u in columns
    ]
    for i, pivot in enumerate(rows):
        pivot[:] = [v / pivot[i] for v in pivot]
        for j, row in enumerate(rows):
            if j != i:
                row[:] = [v - row[i] * p for v, p in zip(row, pivot, strict=True)]
    return [row[-1] for row in rows]


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = sorted(set(y.tolist()))
    W = [
        list(fit(X, [1 if t == c else -1 for t in y] * np.ones(len(y)))) for c in labels
    ]
    answers = []
    for x in X_new.tolist():
        scores = [sum(a * b for a, b in zip(x, w, strict=True)) for w in W]
        answers.append(labels[scores.index(max(scores))])
    return answers
