"""Each function calls the earlier ones, which is allowed."""

import numpy as np


# %% confusion_matrix
def confusion_matrix(y_true, y_pred, n_classes, rows="truth"):
    if rows == "predicted":
        return confusion_matrix(y_pred, y_true, n_classes)
    return np.bincount(y_true * n_classes + y_pred, minlength=n_classes**2).reshape(
        n_classes, n_classes
    )


# %% binary_rates
def binary_rates(y_true, y_pred):
    (tn, fp), (fn, tp) = confusion_matrix(y_true, y_pred, 2).astype(float)

    def share(part, rest):
        return part / (part + rest) if part + rest else np.nan

    rates = dict(TPR=share(tp, fn), TNR=share(tn, fp), PPV=share(tp, fp))
    rates["NPV"] = share(tn, fn)
    for name, other in (("FNR", "TPR"), ("FPR", "TNR"), ("FDR", "PPV"), ("FOR", "NPV")):
        rates[name] = 1 - rates[other]
    rates["ACC"] = share(tp + tn, fp + fn)
    rates["F1"] = share(2 * tp, fp + fn)
    corner = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    rates["MCC"] = 0.0 if corner == 0 else (tp * tn - fp * fn) / corner**0.5
    return rates


# %% ber
def ber(y_true, y_pred):
    labels = np.unique([y_true, y_pred])
    codes = [np.searchsorted(labels, y) for y in (y_true, y_pred)]
    matrix = confusion_matrix(*codes, len(labels))
    present = matrix.sum(axis=1) > 0
    right = np.diag(matrix)[present] / matrix.sum(axis=1)[present]
    return 1 - right.mean()


# %% class_weights
def class_weights(y):
    labels, codes = np.unique(y, return_inverse=True)
    counts = np.diag(confusion_matrix(codes, codes, len(labels)))
    return {
        label.item(): len(y) / c / len(labels)
        for label, c in zip(labels, counts, strict=True)
    }


# %% r2
def mse(y, y_hat):
    return np.mean((y - y_hat) ** 2)


def r2(y, y_hat):
    if mse(y, y[0]) == 0:
        return 1.0 if mse(y, y_hat) == 0 else 0.0
    return 1 - mse(y, y_hat) / mse(y, y.mean())


# %% kfold_indices
def kfold_indices(n, k, rng):
    order = rng.permutation(n)
    size, more = divmod(n, k)
    folds, start = [], 0
    for i in range(k):
        stop = start + size + (i < more)
        folds.append((np.delete(order, np.arange(start, stop)), order[start:stop]))
        start = stop
    return folds


# %% gd_linear
def mse_gradient(w, X, y):
    return 2 * X.T @ (X @ w - y) / len(y)


def gd_linear(X, y, learning_rate, steps):
    w = np.zeros(X.shape[1])
    while steps > 0:
        w = w - learning_rate * mse_gradient(w, X, y)
        steps -= 1
    return w


def normal_equations(X, y):
    Q, R = np.linalg.qr(X)
    return np.linalg.solve(R, Q.T @ y)


# %% one_vs_all
def scores_of(fit, X, y, X_new):
    return np.column_stack([X_new @ fit(X, 2 * (y == c) - 1) for c in np.unique(y)])


def one_vs_all(fit, X, y, X_new):
    return np.unique(y)[scores_of(fit, X, y, X_new).argmax(1)]
