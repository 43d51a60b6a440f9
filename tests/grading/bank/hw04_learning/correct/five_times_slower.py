"""Computes everything five times, and the models anew each time."""

import numpy as np


# %% binary_rates
def binary_rates(y_true, y_pred):
    for _ in range(5):
        tp = sum(1 for t, p in zip(y_true, y_pred, strict=True) if t == 1 and p == 1)
        fn = sum(1 for t, p in zip(y_true, y_pred, strict=True) if t == 1 and p == 0)
        fp = sum(1 for t, p in zip(y_true, y_pred, strict=True) if t == 0 and p == 1)
        tn = len(y_true) - tp - fn - fp
    wholes = {"TPR": (tp, fn), "TNR": (tn, fp), "FPR": (fp, tn), "FNR": (fn, tp)}
    wholes |= {"PPV": (tp, fp), "NPV": (tn, fn), "FDR": (fp, tp), "FOR": (fn, tn)}
    wholes |= {"ACC": (tp + tn, fp + fn), "F1": (2 * tp, fp + fn)}
    rates = {}
    for name, (part, rest) in wholes.items():
        rates[name] = part / (part + rest) if part + rest > 0 else np.nan
    product = float(tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    rates["MCC"] = (tp * tn - fp * fn) / np.sqrt(product) if product > 0 else 0.0
    return rates


# %% ber
def ber(y_true, y_pred):
    for _ in range(5):
        shares = []
        for c in np.unique(y_true):
            own = [i for i in range(len(y_true)) if y_true[i] == c]
            shares.append(sum(y_pred[i] != c for i in own) / len(own))
    return np.mean(shares)


# %% kfold_indices
def kfold_indices(n, k, rng):
    order = rng.permutation(n)
    for _ in range(5):
        folds = []
        for group in np.array_split(order, k):
            train = [i for i in range(n) if not any(i == j for j in group)]
            folds.append((np.array(train), group))
    return folds


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    for _ in range(5):
        scores = [
            score(fit(X[train], y[train]), X[test], y[test]) for train, test in folds
        ]
    return np.mean(scores), np.std(scores, ddof=1)


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    for _ in range(5):
        w = np.zeros(X.shape[1])
        for _ in range(steps):
            gradient = sum(
                2 * (x @ w - t) * x for x, t in zip(X, y, strict=True)
            ) / len(y)
            w = w - learning_rate * gradient
    return w


def normal_equations(X, y):
    for _ in range(5):
        w = np.linalg.inv(X.T @ X) @ X.T @ y
    return w


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    answers = []
    for x in X_new:
        labels = np.unique(y)
        scores = [x @ fit(X, np.where(y == c, 1, -1)) for c in labels]
        answers.append(labels[np.argmax(scores)])
    return np.array(answers)
