"""Works in place on arrays of its own."""

import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    flat = np.zeros(n_classes * n_classes, dtype=np.int32)
    for t, p in zip(y_true, y_pred, strict=True):
        flat[n_classes * t + p if rows == "truth" else n_classes * p + t] += 1
    flat.shape = (n_classes, n_classes)
    return flat


# %% binary_rates
def binary_rates(y_true, y_pred):
    code = y_true.copy()
    code *= 2
    code += y_pred
    tn, fp, fn, tp = (np.float64((code == i).sum()) for i in range(4))
    rates = {}
    with np.errstate(invalid="ignore"):
        rates["TPR"], rates["FNR"] = tp / (tp + fn), fn / (tp + fn)
        rates["TNR"], rates["FPR"] = tn / (tn + fp), fp / (tn + fp)
        rates["PPV"], rates["FDR"] = tp / (tp + fp), fp / (tp + fp)
        rates["NPV"], rates["FOR"] = tn / (tn + fn), fn / (tn + fn)
        rates["ACC"] = np.mean(y_true == y_pred)
        rates["F1"] = 2 * tp / (2 * tp + fp + fn)
        mcc = (tp * tn - fp * fn) / np.sqrt(
            (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
        )
    rates["MCC"] = 0.0 if np.isnan(mcc) else mcc
    return rates


# %% ber
def ber(y_true, y_pred):
    order = np.argsort(y_true, kind="stable")
    truth, wrong = y_true[order], (y_true != y_pred)[order]
    starts = np.flatnonzero(np.append(True, truth[1:] != truth[:-1]))
    parts = np.split(wrong, starts[1:])
    total = 0.0
    for part in parts:
        total += np.count_nonzero(part) / part.size
    total /= len(parts)
    return total


# %% class_weights
def class_weights(y):
    ordered = y.copy()
    ordered.sort()
    weights = {}
    for label in ordered.tolist():
        weights.setdefault(label, 0)
        weights[label] += 1
    for label in weights:
        weights[label] = len(y) / (weights[label] * len(weights))
    return weights


# %% r2
def r2(y, y_hat):
    errors = np.array(y, dtype=float)
    errors -= y_hat
    errors *= errors
    spread = np.array(y, dtype=float)
    spread -= spread.mean()
    spread *= spread
    if y.min() == y.max():
        return 0.0 if errors.any() else 1.0
    errors /= spread.sum()
    return 1 - errors.sum()


# %% kfold_indices
def kfold_indices(n, k, rng):
    left = np.arange(n)
    folds = []
    for i in range(k):
        test = rng.choice(left, len(left) // (k - i), replace=False)
        left = np.setdiff1d(left, test)
        folds.append((np.setdiff1d(np.arange(n), test), test))
    return folds


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    X, y = X.copy(), y.copy()
    total = squares = count = 0
    for train, test in folds:
        value = score(fit(X[train], y[train]), X[test], y[test])
        count += 1
        step = value - total
        total += step / count
        squares += step * (value - total)
    return total, np.sqrt(squares / (count - 1))


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    w = np.zeros(X.shape[1])
    error = np.empty(len(y))
    for _ in range(steps):
        np.matmul(X, w, out=error)
        error -= y
        error *= learning_rate
        error *= 2 / len(y)
        w -= error @ X
    return w


def normal_equations(X, y):
    A, b = X.T @ X, X.T @ y
    return np.linalg.solve(A, b[:, None]).ravel()


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = np.sort(np.array(list(dict.fromkeys(y.tolist()))))
    scores = np.empty((len(X_new), len(labels)))
    for j, c in enumerate(labels):
        targets = np.full(y.shape, -1)
        targets[np.where(y == c)] = 1
        scores[:, j] = X_new @ fit(X, targets)
    return np.take(labels, np.argmax(scores, axis=1))
