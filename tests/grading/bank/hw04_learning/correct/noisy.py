"""Prints its progress, warns and computes with nan on the way."""

import sys
import warnings

import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    print("classes:", np.unique(y_true), np.unique(y_pred), "rows are", rows)
    matrix = np.histogram2d(y_true, y_pred, bins=np.arange(n_classes + 1) - 0.5)[0]
    print(matrix)
    return matrix if rows == "truth" else np.transpose(matrix)


# %% binary_rates
def binary_rates(y_true, y_pred):
    tp = np.sum(y_true * y_pred).astype(float)
    tn = np.sum((1 - y_true) * (1 - y_pred)).astype(float)
    fp = np.sum((1 - y_true) * y_pred).astype(float)
    fn = np.sum(y_true * (1 - y_pred)).astype(float)
    mcc = (tp * tn - fp * fn) / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    rates = {  # 0 / 0 is nan for NumPy's floats, with a warning
        "TPR": tp / (tp + fn),
        "FNR": fn / (tp + fn),
        "TNR": tn / (tn + fp),
        "FPR": fp / (tn + fp),
        "PPV": tp / (tp + fp),
        "FDR": fp / (tp + fp),
        "NPV": tn / (tn + fn),
        "FOR": fn / (tn + fn),
        "ACC": (tp + tn) / len(y_true),
        "F1": tp / (tp + (fp + fn) / 2),
        "MCC": np.nan_to_num(mcc),
    }
    for name, rate in rates.items():
        print(f"{name:5}{rate:8.3f}")
    return rates


# %% ber
import sys  # noqa: E402, F811
import warnings  # noqa: E402, F811


def ber(y_true, y_pred):
    warnings.warn("each class has the same voice", stacklevel=2)
    names = np.unique(np.concatenate([y_true, y_pred]))
    shares = []
    for name in names:  # a class that is only predicted gives nan, with a warning
        with np.errstate(all="warn"):
            shares.append(
                np.divide(
                    np.sum((y_true == name) & (y_pred != name)), np.sum(y_true == name)
                )
            )
    print("shares:", shares, file=sys.stderr)
    return np.nanmean(shares)


# %% class_weights
def class_weights(y):
    weights = {}
    for label in np.unique(y):
        weights[label] = len(y) / np.unique(y).size / np.count_nonzero(y == label)
        print(label, "weighs", weights[label])
    return weights


# %% r2
def r2(y, y_hat):
    mean = np.average(y) if np.std(y - y[0]) else y[0]
    quotient = np.sum(np.square(y - y_hat)) / np.sum(np.square(y - mean))
    print("unexplained:", quotient)
    if np.isnan(quotient):
        return 1.0
    return 0.0 if np.isinf(quotient) else 1 - quotient


# %% kfold_indices
def kfold_indices(n, k, rng):
    print("dealing", n, "cards to", k)
    order = np.arange(n)
    rng.shuffle(order)
    edges = np.linspace(0, n, k + 1).round().astype(int)
    folds = []
    for start, stop in np.stack([edges[:-1], edges[1:]], axis=1):
        print(order[start:stop], end=" ", flush=True)
        rest = np.concatenate([order[:start], order[stop:]])
        folds.append((rest, order[start:stop]))
    return folds


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    scores = []
    for i, (train, test) in enumerate(folds, 1):
        model = fit(X[train], y[train])
        print("fold", i, "training score", score(model, X[train], y[train]))
        scores.append(score(model, X[test], y[test]))
        print("fold", i, "test score", scores[-1])
    print(f"{np.mean(scores):.3f} +- {np.std(scores, ddof=1):.3f}")
    return np.mean(scores), np.std(scores, ddof=1)


# %% gd_linear
import warnings  # noqa: E402, F811


def gd_linear(X, y, learning_rate, steps):
    w = np.zeros(X.shape[1])
    for step in range(steps):
        error = X @ w - y
        if step % 100 == 0:
            print("step", step, "mean squared error", np.mean(error**2))
        w = w - learning_rate * 2 * np.mean(error[:, None] * X, axis=0)
    return w


def normal_equations(X, y):
    warnings.warn(f"condition {np.linalg.cond(X):.1f}", RuntimeWarning, stacklevel=1)
    return np.linalg.pinv(X) @ y


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    np.log(np.zeros(1))
    classes = np.unique(y)
    best = np.full(len(X_new), -np.inf)
    answer = np.full(len(X_new), classes[0])
    for c in classes:
        scores = X_new @ fit(X, (y == c) * 2 - 1)
        print("class", c, "wins", np.sum(scores > best))
        answer = np.where(scores > best, c, answer)
        best = np.maximum(scores, best)
    return answer
