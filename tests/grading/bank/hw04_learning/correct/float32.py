"""Computes in float32, but for the scores of classes, where a tie must be exact."""

import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    matrix = np.zeros((n_classes, n_classes), np.float32)
    np.add.at(matrix, (y_true, y_pred), np.float32(1))
    return matrix.T if rows == "predicted" else matrix


# %% binary_rates
def binary_rates(y_true, y_pred):
    t, p = y_true.astype(np.float32), y_pred.astype(np.float32)
    one = np.float32(1)
    tp, fn = np.sum(t * p), np.sum(t * (one - p))
    fp, tn = np.sum((one - t) * p), np.sum((one - t) * (one - p))

    def share(a, b):
        return a / (a + b) if a + b > 0 else np.float32(np.nan)

    root = np.sqrt(tp + fp) * np.sqrt(tp + fn) * np.sqrt(tn + fp) * np.sqrt(tn + fn)
    return {
        "TPR": share(tp, fn),
        "FNR": share(fn, tp),
        "TNR": share(tn, fp),
        "FPR": share(fp, tn),
        "PPV": share(tp, fp),
        "FDR": share(fp, tp),
        "NPV": share(tn, fn),
        "FOR": share(fn, tn),
        "ACC": share(tp + tn, fp + fn),
        "F1": share(2 * tp, fp + fn),
        "MCC": (tp * tn - fp * fn) / root if root > 0 else np.float32(0),
    }


# %% ber
def ber(y_true, y_pred):
    wrong = (y_true != y_pred).astype(np.float32)
    return np.mean(
        [np.mean(wrong[y_true == c]) for c in np.unique(y_true)], dtype=np.float32
    )


# %% class_weights
def class_weights(y):
    labels, counts = np.unique(y, return_counts=True)
    weights = np.float32(len(y)) / (np.float32(len(labels)) * counts.astype(np.float32))
    return dict(zip(labels.tolist(), weights, strict=True))


# %% r2
def r2(y, y_hat):
    errors, spread = np.sum((y - y_hat) ** 2), np.sum((y - y.mean()) ** 2)
    errors, spread = np.float32(errors), np.float32(spread)
    if y.max() == y.min():
        return np.float32((y == y_hat).all())
    return np.float32(1) - errors / spread


# %% cross_validate
def cross_validate(fit, score, X, y, folds):
    X, y = X.astype(np.float32), y.astype(np.float32)
    scores = np.zeros(len(folds), np.float32)
    for i, (train, test) in enumerate(folds):
        scores[i] = score(fit(X[train], y[train]), X[test], y[test])
    return scores.mean(), scores.std(ddof=1)


# %% gd_linear
def gd_linear(X, y, learning_rate, steps):
    X, y = X.astype(np.float32), y.astype(np.float32)
    w = np.zeros(X.shape[1], np.float32)
    for _ in range(steps):
        w = w - np.float32(2 * learning_rate / len(y)) * (X.T @ (X @ w - y))
    return w


def normal_equations(X, y):
    X, y = X.astype(np.float32), y.astype(np.float32)
    return np.linalg.solve(X.T @ X, X.T @ y)


# %% one_vs_all
def one_vs_all(fit, X, y, X_new):
    labels = np.unique(y)
    targets = [np.where(y == c, np.float32(1), np.float32(-1)) for c in labels]
    W = np.array([fit(X, t) for t in targets])
    return labels[np.argmax(X_new @ W.T, axis=1)]
